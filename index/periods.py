"""The days that a question asks for: "on 2 October 2023", "in May", "since Monday", "over the weekend"."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dateparser.date import DateDataParser

from index.dates import MONTH, OF_THE_DAY, WEEKDAY, WEEKDAYS, spoken

_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_ON_A_DAY = (
    rf"\d{{4}}-\d{{2}}-\d{{2}}"
    rf"|{_DAY}\s+(?:of\s+)?{MONTH}\.?(?:,?\s+\d{{4}})?"
    rf"|{MONTH}\.?\s+{_DAY}(?!\d)(?:,?\s+\d{{4}})?"
)
_EXPLICIT = rf"\b({_ON_A_DAY}|{MONTH}\.?,?\s+\d{{4}})\b"
_BETWEEN = rf"\b(?:between|from)\s+({_ON_A_DAY})\s+(?:and|to|until|till)\s+({_ON_A_DAY})\b"
_MONTH_ALONE = rf"\b(?:in|during|since|of|from|last)\s+({MONTH})\b"
_YEAR = r"\b(?:in|during|since|of)\s+((?:19|20)\d{2})\b"
_RELATIVE = (
    rf"\b(today|yesterday|(?:this|last)\s+(?:week|month|year)|(?:on|last|since|from)\s+{WEEKDAY})\b"
    r"(?!\s+of\b)"
)
_COUNT = (
    r"\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|couple\s+of|few"
    r"|several"
)
# "The last week of the trial" counts back from the end of the trial, not from today.
_PAST = (
    rf"\b(?:(?:the\s+)?(?:last|past)\s+({_COUNT})\s+(hour|day|week|fortnight|month|year)s?"
    r"|(?:the\s+(?:last|past)|past)\s+()(week|fortnight|month|year))\b(?!\s+of\b)"
)
_AGO = rf"\b({_COUNT})\s+days?\s+ago\b"
_WEEKEND = (
    r"\b(?:(?:over|during|at|on|of|from|since)\s+the\s+(?:past\s+)?|(?:this|past)\s+|(last)\s+)weekend\b"
)
_SINCE = re.compile(r"\bsince\s+(?:the\s+)?$", re.IGNORECASE)
_STARTS_WITH_SINCE = re.compile(r"since\b", re.IGNORECASE)
# How many the words mean that name no number.
_VAGUE = {"a": 1, "an": 1, "couple of": 2, "few": 3, "several": 5}
_ONE_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last`, both included."""

    first: date
    last: date

    def holds(self, day: date | None) -> bool:
        """Whether a day that is known lies in the period."""
        return day is not None and self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Asked:
    """A period and where the words that name it stand in the question."""

    period: Period
    start: int
    end: int


def asked_period(question: str, *, as_of: date) -> Period | None:
    """The days that a question names outright, or None (see `find_period`)."""
    asked = find_period(question, as_of=as_of)
    return asked.period if asked else None


def find_period(question: str, *, as_of: date) -> Asked | None:
    """The days that a question names outright and the words that do, or None.

    "On 2 October 2023", "in October" (the latest one that has begun by `as_of`), "in 2023", "last week"
    count, and "this week", which on a Monday reaches back to the Monday before; "recently" says nothing
    about days and does not. What is counted back from `as_of`, and "since", ends there.
    """
    for pattern, days in _READERS:
        found = pattern.search(question)
        if found is None:
            continue
        period = days(found, as_of)
        if period is None:
            return None
        before = _SINCE.search(question, 0, found.start())
        start = before.start() if before else found.start()
        if before or _STARTS_WITH_SINCE.match(found.group()):
            period = Period(period.first, max(period.first, as_of))
        return Asked(period, start, found.end())
    return None


def first_day(words: str, *, as_of: date) -> date | None:
    """The day that a stretch of time begins with ("2025-03-01", "last week", "March"), or None."""
    period = asked_period(words, as_of=as_of) or asked_period(f"since {words}", as_of=as_of)
    period = period or _named_period(words, as_of)
    return period.first if period else None


def without_days(text: str) -> str:
    """The text without the words that say when: "the ferry last week" as "the ferry"."""
    for when in (*(pattern for pattern, _ in _READERS), OF_THE_DAY):
        text = when.sub(" ", text)
    return " ".join(text.split())


def spoken_period(period: Period) -> str:
    """A period as English readers write it: "on 2 October 2023", "in May 2025", "from … to …"."""
    first, last = period.first, period.last
    if first == last:
        return f"on {spoken(first)}"
    if first.day == 1 and last == _month_of(first).last:
        return f"in {first:%B %Y}"
    if (first, last) == (date(first.year, 1, 1), date(first.year, 12, 31)):
        return f"in {first.year}"
    return f"from {spoken(first)} to {spoken(last)}"


def _named(found: re.Match[str], as_of: date) -> Period | None:
    return _named_period(found[1], as_of)


def _between(found: re.Match[str], as_of: date) -> Period | None:
    """Two days, "from 3 May to 10 May 2025": the first is in the year of the last, or in the one before."""
    last = _named_period(found[2], as_of)
    first = _named_period(found[1], last.last) if last else None
    if first is None or last is None or first.first > last.last:
        return None
    return Period(first.first, last.last)


def _named_period(words: str, as_of: date) -> Period | None:
    parsed = _parse(words.replace(" of ", " "), as_of, PREFER_DATES_FROM="past", PREFER_DAY_OF_MONTH="first")
    if parsed is None:
        return None
    day, unit = parsed
    return Period(day, day) if unit == "day" else _month_of(day)


def _parse(words: str, as_of: date, **settings: str) -> tuple[date, str] | None:
    """The day that dateparser reads, and whether the words name a day, a month or a year."""
    base = datetime.combine(as_of, datetime.max.time().replace(microsecond=0))
    parser = DateDataParser(
        languages=["en"], settings={"RELATIVE_BASE": base, "RETURN_TIME_AS_PERIOD": False, **settings}
    )
    found = parser.get_date_data(words)
    return (found.date_obj.date(), found.period) if found.date_obj else None


def _month_of(day: date) -> Period:
    return Period(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))


def _past(found: re.Match[str], as_of: date) -> Period | None:
    """From so long ago until `as_of`: "the last three days", "the past week"."""
    count, unit = (found[1], found[2]) if found[2] else ("a", found[4])
    first = _ago(count, unit, as_of)
    return Period(first, as_of) if first else None


def _days_ago(found: re.Match[str], as_of: date) -> Period | None:
    day = _ago(found[1], "day", as_of)
    return Period(day, day) if day else None


def _ago(count: str, unit: str, as_of: date) -> date | None:
    words = " ".join(count.lower().split())
    parsed = _parse(f"{_VAGUE.get(words, words)} {unit.lower()} ago", as_of)
    return parsed[0] if parsed else None


def _weekend(found: re.Match[str], as_of: date) -> Period:
    """The latest Saturday and Sunday that have begun; "last weekend" on one of them is the one before."""
    saturday = as_of - timedelta(days=(as_of.weekday() - _SATURDAY) % 7)
    if found[1] and as_of.weekday() >= _SATURDAY:
        saturday -= _WEEK
    return Period(saturday, min(saturday + _ONE_DAY, as_of))


def _relative(found: re.Match[str], as_of: date) -> Period:
    words = found[1].lower().split()
    if len(words) == 1:
        day = as_of - (_ONE_DAY if words == ["yesterday"] else timedelta())
        return Period(day, day)
    which, unit = words
    if unit in WEEKDAYS:
        days_ago = (as_of.weekday() - WEEKDAYS.index(unit)) % 7
        # "On Monday", said on a Monday, is today; "last Monday" and "since Monday" are not.
        day = as_of - timedelta(days=days_ago or (7 if which in {"last", "since"} else 0))
        return Period(day, day)
    return _last_unit(unit, as_of) if which == "last" else _this_unit(unit, as_of)


def _last_unit(unit: str, as_of: date) -> Period:
    if unit == "week":
        monday = as_of - timedelta(days=as_of.weekday())
        return Period(monday - _WEEK, monday - _ONE_DAY)
    if unit == "month":
        return _month_of(as_of.replace(day=1) - _ONE_DAY)
    return Period(date(as_of.year - 1, 1, 1), date(as_of.year - 1, 12, 31))


def _this_unit(unit: str, as_of: date) -> Period:
    if unit == "week":
        return Period(min(as_of - timedelta(days=as_of.weekday()), as_of - _WEEK), as_of)
    first = as_of.replace(day=1) if unit == "month" else date(as_of.year, 1, 1)
    return Period(first, as_of)


def _year(found: re.Match[str], _as_of: date) -> Period:
    return Period(date(int(found[1]), 1, 1), date(int(found[1]), 12, 31))


# The first row whose pattern the question matches decides.
_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], Period | None]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), days)
    for pattern, days in (
        (_BETWEEN, _between),
        (_EXPLICIT, _named),
        (_PAST, _past),
        (_AGO, _days_ago),
        (_WEEKEND, _weekend),
        (_RELATIVE, _relative),
        (_MONTH_ALONE, _named),
        (_YEAR, _year),
    )
)
