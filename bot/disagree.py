"""Do two sentences of different articles tell the asked fact differently?

Only what was asked is compared: two reports of one event that differ in something else do not disagree. It
is decided by what the question asks for (an amount, a day, a name, yes or no), in one form for all spellings.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from index.article import Article, Evidence
from index.asked import Kind, asked_kind, asks_yes_or_no
from index.dates import MONTH, WEEKDAY
from index.words import content_stems, in_figures, names, numbers, root, stem

# A rival need not answer as surely as the best evidence, since it tells the same in words of its own; where
# the question does not tell what kind of thing it asks for, only names can be compared, and a rival must
# answer better.
_RIVAL_KEEPS = 0.02
_KINDLESS_KEEPS = 0.1
# Two articles tell of one event if they share this much of the names of the one that has fewer, and the other
# knows all names of the question and this much of its words.
_SHARED_NAMES = 0.5
_SHARED_WORDS = 0.3
_MONEY = re.compile(
    r"[$€£¥]\s?\d[\d,.]*(?:\s(?:hundred|thousand|million|billion))?"
    r"|\b[\w,.-]+(?:\s(?:hundred|thousand|million|billion))?(?=\s(?:dollars|euros|pounds|crowns|cents)\b)",
    re.IGNORECASE,
)
_TIME = re.compile(r"\b(\d{1,2})(?:[:.](\d\d))?(?:\s?([ap])\.?\s?m\b)?", re.IGNORECASE)
_WEEKDAY = re.compile(rf"\b{WEEKDAY}", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# In capitals: most of what "may" is no month.
_MONTH = re.compile(rf"\b(?=[A-Z])(?i:{MONTH})\b\.?")
_MONTH_DAY = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?=({_MONTH.pattern}))|({_MONTH.pattern})\s+(\d{{1,2}})\b"
)
_SCORED = re.compile(r"\b(?:result|score|vote|votes|margin)\b", re.IGNORECASE)
_SCORE = re.compile(r"\b\w+(?:\s+(?:votes?\s+)?to\s+|[-–])\w+\b")
_PART = re.compile(r"\b(\w+)\s+(?:out\s+)?of\s+(?:the|its|their)\b")
_HOW_MANY = re.compile(r"\bhow\s+many\s+(?:of\s+(?:the\s+)?)?([\w-]+)", re.IGNORECASE)
_HOW_LONG = re.compile(r"\bhow\s+(?:long|old|late)\b", re.IGNORECASE)
_HOURS_AND_MINUTES = re.compile(r"(\d+) hours?,? (?:and )?(\d+) minutes")
_DOLLARS_AND_CENTS = re.compile(r"(\d+) (dollars|euros|pounds),? (?:and )?(\d\d?) (?:cents|pence)")
_UNITS = "minute hour day night week month year".split()
# Hours, days and shares of an hour count nothing.
NO_COUNT = re.compile(
    rf"\b\d{{1,2}}[:.]\d\d\b|\b\d{{1,2}}\s?[ap]\.?m\b|{_MONTH_DAY.pattern}|\b\w+\s+quarters\s+of\s+an?\b",
    re.IGNORECASE,
)
_NOON = 12
# A number counts what follows within this many words: "twelve oak beams".
_BEFORE = 3
_CLAUSE = re.compile(r"[,;:—–]\s")
_NEGATIVE = re.compile(
    r"\b(?:no|not|nobody|none|never|nothing|without|failed|rejected|refused|denied|against|withheld)\b"
    r"|turned\s+down|\w+n['’]t\b",
    re.IGNORECASE,
)


def rival(question: str, evidence: Sequence[Evidence]) -> Evidence | None:
    """The first piece of evidence from another article that contradicts the best one, or None.

    An article contradicts the best evidence if it tells of the same event and nowhere tells the same.
    """
    best, *others = evidence
    if best.about_article:
        return None
    # What was taken for the same as the best may differ from it in a word.
    merged = [replace(best, text=quote.text, quotes=(quote,)) for quote in best.quotes[1:]]
    rivals: list[Evidence] = []
    agreeing: set[str] = set()
    for other in (*merged, *others):
        if not _comparable(question, best, other):
            continue
        if disagree(question, best.text, other.text):
            rivals.append(other)
        elif _agree(question, best.text, other.text):
            agreeing.add(other.quotes[0].article.id)
    return next((piece for piece in rivals if piece.quotes[0].article.id not in agreeing), None)


def _comparable(question: str, best: Evidence, other: Evidence) -> bool:
    """Whether the other answers too, by an article of its own on the same event."""
    kindless = asked_kind(question) in {None, "named"} and not asks_yes_or_no(question)
    sure = other.score >= (_KINDLESS_KEEPS if kindless else _RIVAL_KEEPS) * best.score
    return sure and one_event(question, best.quotes[0].article, other.quotes[0].article)


def one_event(question: str, article: Article, other: Article) -> bool:
    """Whether two articles tell of the same event, and the other one of what is asked."""
    if article.id == other.id:
        return False
    first, second = ({stem(name) for name in names(f"{a.title}. {a.text}")} for a in (article, other))
    if len(first & second) < _SHARED_NAMES * min(len(first), len(second)):
        return False
    known = set(content_stems(f"{other.title} {other.text}"))
    asked = set(content_stems(question))
    if len(asked & known) < _SHARED_WORDS * len(asked):
        return False
    return {root(stem(name)) for name in names(question)} <= {root(word) for word in known}


def disagree(question: str, a: str, b: str) -> bool:
    """Whether two sentences that both answer the question give different answers."""
    if asks_yes_or_no(question):
        return _denied(question, a) != _denied(question, b)
    for values in _readings(question):
        first, second = values(a), values(b)
        if first and second:
            return not first & second
    return False


def keeps(question: str, sentence: str, cut: str) -> bool:
    """Whether what is left of a sentence still gives all of its answer."""
    if asks_yes_or_no(question):
        return _denied(question, sentence) == _denied(question, cut)
    values = _narrowest(question, sentence)
    return values is None or values(sentence) <= values(cut)


def _agree(question: str, a: str, b: str) -> bool:
    """Whether two sentences share an answer, in the narrowest sense in which the first has one."""
    values = _narrowest(question, a)
    return values is not None and bool(values(a) & values(b))


def _narrowest(question: str, sentence: str) -> Callable[[str], set[str]] | None:
    """The narrowest reading in which a sentence gives an answer."""
    return next((values for values in _readings(question) if values(sentence)), None)


def _denied(question: str, sentence: str) -> bool:
    """Whether the clause that tells most of what is asked denies it."""
    asked = set(content_stems(question))
    clauses = _CLAUSE.split(sentence)
    return bool(_NEGATIVE.search(max(clauses, key=lambda clause: len(asked & set(content_stems(clause))))))


def _readings(question: str) -> Sequence[Callable[[str], set[str]]]:
    """Ways to read the asked value out of a sentence, the narrowest first."""
    asked = numbers(question)
    kind = asked_kind(question)
    if kind == "number" and _HOW_LONG.search(question):
        return [_durations(unit) for unit in _UNITS]
    if kind is None and _SCORED.search(question):
        return [_scores]

    def others(sentence: str) -> set[str]:
        return numbers(NO_COUNT.sub(" ", sentence)) - asked

    by_kind: dict[Kind, list[Callable[[str], set[str]]]] = {
        "year": [lambda s: set(_YEAR.findall(s)) - set(_YEAR.findall(question))],
        "day": [weekdays],
        "time": [_times],
        "cost": [lambda s: amounts(s) - asked],
        "number": [lambda s: _parts(s) or _counted(question, s) or others(s)],
        "when": [dates, weekdays, _times, others],
        "who": [lambda s: _strangers(question, s)],
        "named": [lambda s: _strangers(question, s)],
    }
    return by_kind[kind or "who"]


def amounts(sentence: str) -> set[str]:
    """Sums of money, "4 dollars and 75 cents" as "4.75"."""
    spelled = _DOLLARS_AND_CENTS.sub(r"\1.\3 \2", in_figures(sentence))
    return {n for amount in _MONEY.findall(spelled) for n in numbers(amount)}


def weekdays(sentence: str) -> set[str]:
    """Days of the week."""
    return {day.lower() for day in _WEEKDAY.findall(sentence)}


def dates(sentence: str) -> set[str]:
    """Days of a month, as "may 5"."""
    found = _MONTH_DAY.findall(sentence)
    return {f"{(month or other).lower().strip('.')} {day or later}" for day, month, other, later in found}


def _times(sentence: str) -> set[str]:
    """Times of day in minutes after midnight."""
    found = set()
    for hour, minute, half in _TIME.findall(sentence):
        if minute or half:
            afternoon = half.lower() == "p" and int(hour) < _NOON
            found.add(str((int(hour) + _NOON * afternoon) * 60 + int(minute or 0)))
    return found


def _scores(sentence: str) -> set[str]:
    """Results such as "seven to two" or "6-3"."""
    return {" ".join(sorted(numbers(result))) for result in _SCORE.findall(sentence)}


def _durations(unit: str) -> Callable[[str], set[str]]:
    """A reading of how many of a unit of time; nine months and three quarters of a year are not compared."""
    pattern = re.compile(rf"(\d+)(?:\s|-){unit}s?\b")
    return lambda sentence: set(pattern.findall(_in_minutes(in_figures(sentence.lower()))))


def _in_minutes(sentence: str) -> str:
    """Hours and minutes as minutes: "5 hours and 10 minutes" as "310 minutes"."""
    return _HOURS_AND_MINUTES.sub(lambda m: f"{int(m[1]) * 60 + int(m[2])} minutes", sentence)


def _parts(sentence: str) -> set[str]:
    """What stands before "of the": "four of the twelve"."""
    return {n for part in _PART.findall(sentence) for n in numbers(part)}


def _counted(question: str, sentence: str) -> set[str]:
    """The numbers that stand right before what is counted."""
    counted = _HOW_MANY.search(question)
    thing = root(stem(counted[1])) if counted else ""
    words = in_figures(sentence).split()
    return {
        number
        for at, word in enumerate(words)
        if root(stem(word.strip(",.;:"))) == thing
        for number in numbers(" ".join(words[max(0, at - _BEFORE) : at]))
    }


def _strangers(question: str, sentence: str) -> set[str]:
    """Names that the question does not say, days and months left out."""
    known = {root(stem(name)) for name in names(question)}
    plain = _WEEKDAY.sub(" ", _MONTH.sub(" ", sentence))
    return {root(stem(name)) for name in names(plain)} - known
