"""Days as articles print them, and how fresh they are."""

import re
from datetime import date, datetime, timedelta
from functools import cache

from dateparser.date import DateDataParser

# Patterns to be matched in any case.
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
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
OF_THE_DAY = re.compile(
    r"\b(?:this\s+(?:week|weekend|month)|today|yesterday|tonight|now|just|recent(?:ly)?|latest|newest|currently"
    r"|so\s+far|last\s+week)\b",
    re.IGNORECASE,
)


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


def freshness(published: date | None, *, as_of: date) -> float:
    """1 for what appeared in the week up to `as_of`, falling to 0 over two weeks; 0 without a date."""
    if published is None:
        return 0.0
    stale = (as_of - published - _WEEK) / _STALE_AFTER
    return min(1.0, max(0.0, 1.0 - stale))


def asks_for_news(question: str) -> bool:
    """Whether a question speaks of these days: "this week", "recently", "the latest"."""
    return OF_THE_DAY.search(question) is not None


def spoken(day: date) -> str:
    """A day as English readers write it: "2 October 2023"."""
    return f"{day.day} {day:%B %Y}"
