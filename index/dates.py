"""Dates as articles print them and as questions ask for them."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from dateparser.date import DateDataParser

# Patterns to be matched in any case.
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_EXPLICIT = re.compile(
    rf"\b(?:\d{{4}}-\d{{2}}-\d{{2}}"
    rf"|{_DAY}\s+(?:of\s+)?{MONTH}\.?(?:,?\s+\d{{4}})?"
    rf"|{MONTH}\.?\s+{_DAY}(?!\d)(?:,?\s+\d{{4}})?"
    rf"|{MONTH}\.?,?\s+\d{{4}})\b",
    re.IGNORECASE,
)
_MONTH_ALONE = re.compile(rf"\b(?:in|during|since|of|last)\s+({MONTH})\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:in|during|since|of)\s+((?:19|20)\d{2})\b", re.IGNORECASE)
_RELATIVE = re.compile(
    r"\b(today|yesterday|(?:this|last)\s+(?:week|month|year)"
    rf"|(?:on|last)\s+{WEEKDAY})\b",
    re.IGNORECASE,
)
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LINE_WITH_YEAR = re.compile(r"(?:19|20)\d{2}")
_LONGEST_DATE_LINE = 48
_WEEK = timedelta(days=7)
# An article is fresh for a week; two weeks later it is as old as any other.
_STALE_AFTER = timedelta(days=14)
_OF_THE_DAY = re.compile(
    r"\b(?:this\s+(?:week|weekend|month)|today|yesterday|tonight|now|just|recent(?:ly)?|latest|newest|currently"
    r"|so\s+far|last\s+week)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last`, both included."""

    first: date
    last: date

    def holds(self, day: date | None) -> bool:
        """Whether a day that is known lies in the period."""
        return day is not None and self.first <= day <= self.last


def parse_date(text: str) -> date | None:
    """The day that a whole string names ("Mon. Oct 2nd, 2023", "2023-10-02T08:00Z"), or None.

    Raises nothing: article metadata is often not a date at all.
    """
    line = text.strip()
    if len(line) > _LONGEST_DATE_LINE or not _LINE_WITH_YEAR.search(line):
        return None
    try:
        return datetime.fromisoformat(line).date()
    except ValueError:
        pass
    found = _whole_date_parser().get_date_data(line).date_obj
    return found.date() if found else None


@cache
def _whole_date_parser() -> DateDataParser:
    return DateDataParser(languages=["en"], settings={"REQUIRE_PARTS": ["day", "month", "year"]})


def asked_period(question: str, *, as_of: date) -> Period | None:
    """The days that a question names outright, or None.

    "On 2 October 2023", "in October" (the latest one that has begun by `as_of`), "in 2023", "last week"
    count, and "this week", which on a Monday reaches back to the Monday before; "recently" says nothing
    about days and does not.
    """
    explicit = _EXPLICIT.search(question)
    if explicit:
        return _named_period(explicit.group(), as_of)
    relative = _RELATIVE.search(question)
    if relative:
        return _relative_period(" ".join(relative.group().lower().split()), as_of)
    month = _MONTH_ALONE.search(question)
    if month:
        return _named_period(month.group(1), as_of)
    year = _YEAR.search(question)
    if year:
        return Period(date(int(year.group(1)), 1, 1), date(int(year.group(1)), 12, 31))
    return None


def without_days(text: str) -> str:
    """The text without the words that say when: "the ferry last week" as "the ferry"."""
    for when in (_EXPLICIT, _MONTH_ALONE, _YEAR, _RELATIVE, _OF_THE_DAY):
        text = when.sub(" ", text)
    return " ".join(text.split())


def first_day(words: str, *, as_of: date) -> date | None:
    """The day that a stretch of time begins with ("2025-03-01", "last week", "March"), or None."""
    period = asked_period(words, as_of=as_of) or asked_period(f"since {words}", as_of=as_of)
    period = period or _named_period(words, as_of)
    return period.first if period else None


def _named_period(words: str, as_of: date) -> Period | None:
    settings = {
        "PREFER_DATES_FROM": "past",
        "RELATIVE_BASE": datetime.combine(as_of, datetime.max.time().replace(microsecond=0)),
        "PREFER_DAY_OF_MONTH": "first",
        "RETURN_TIME_AS_PERIOD": False,
    }
    found = DateDataParser(languages=["en"], settings=settings).get_date_data(words.replace(" of ", " "))
    if found.date_obj is None:
        return None
    day = found.date_obj.date()
    if found.period == "day":
        return Period(day, day)
    return Period(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))


def _relative_period(words: str, as_of: date) -> Period:
    monday = as_of - timedelta(days=as_of.weekday())
    if words in ("today", "yesterday"):
        day = as_of - timedelta(days=words == "yesterday")
        return Period(day, day)
    which, unit = words.split()
    back = which == "last"
    if unit == "week":
        if back:
            return Period(monday - timedelta(weeks=1), monday - timedelta(days=1))
        return Period(min(monday, as_of - _WEEK), as_of)
    if unit == "month":
        last = as_of.replace(day=1) - timedelta(days=1) if back else as_of
        return Period(last.replace(day=1), last.replace(day=monthrange(last.year, last.month)[1]))
    if unit == "year":
        return Period(date(as_of.year - back, 1, 1), date(as_of.year - back, 12, 31))
    days_ago = (as_of.weekday() - WEEKDAYS.index(unit)) % 7
    day = as_of - timedelta(days=days_ago or (7 if back else 0))
    return Period(day, day)


def freshness(published: date | None, *, as_of: date) -> float:
    """1 for what appeared in the week up to `as_of`, falling to 0 over two weeks; 0 without a date."""
    if published is None:
        return 0.0
    stale = (as_of - published - _WEEK) / _STALE_AFTER
    return min(1.0, max(0.0, 1.0 - stale))


def asks_for_news(question: str) -> bool:
    """Whether a question speaks of these days: "this week", "recently", "the latest"."""
    return _OF_THE_DAY.search(question) is not None


def spoken(day: date) -> str:
    """A day as English readers write it: "2 October 2023"."""
    return f"{day.day} {day:%B %Y}"
