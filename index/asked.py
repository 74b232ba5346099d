"""What kind of thing a question asks for, and whether a sentence holds one at all.

"What does it cost?" is not answered by a sentence without an amount, however many words it shares with the
question. The test is one of absence only: a sentence that passes need not answer.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Literal

from index.dates import MONTH, WEEKDAY
from index.words import STOPWORDS, WORD, content_stems, names, numbers, root, stem

_YEAR = re.compile(r"\b(?:1\d|20)\d\d(?:s|\b)")
_AMOUNT = re.compile(
    r"[$€£¥]\s?\d|\b(?:dollars?|euros?|pounds?|cents?|pence|yen|francs?|crowns?)\b|\bfree\b|\bcents\b",
    re.IGNORECASE,
)
_TIME_OF_DAY = re.compile(
    r"\b\d{1,2}(?::\d\d)?\s?(?:[ap]\.?\s?m\b|o['’]clock|hours)|\b\d{1,2}:\d\d\b|\b(?:noon|midnight|dawn|dusk)\b",
    re.IGNORECASE,
)
_WHEN = re.compile(
    rf"\b{MONTH}\b|\b{WEEKDAY}s?\b|\b(?:1\d|20)\d\d\b|\b(?:today|tomorrow|yesterday|tonight|midnight|noon|spring"
    r"|summer|autumn|winter|morning|evening|afternoon|night|week|weeks|month|months|year|years|decades?"
    r"|century|ago|days?|hours?|minutes?|opening|after|before|until|during)\b|\d:\d\d",
    re.IGNORECASE,
)
_SOME_NUMBER = re.compile(
    r"\d|\b(?:one|once|single|half|quarter|third|several|dozens?|hundreds?|thousands?|millions?|few|couple|pair"
    r"|both|no|none|never|every|daily|weekly|monthly|yearly|annually|hours?|days?|weeks?|months?|years?)\b",
    re.IGNORECASE,
)


def _has_number(_question: str, sentence: str) -> bool:
    return bool(numbers(sentence) or _SOME_NUMBER.search(sentence))


def _has_new_name(question: str, sentence: str) -> bool:
    known = {stem(word) for word in re.findall(r"[^\W_]+", question)}
    opening = WORD.match(sentence.lstrip("\"“‘'([ "))
    first = [opening.group()] if opening and opening.group().lower() not in STOPWORDS else []
    return any(stem(name) not in known for name in [*first, *names(sentence)])


def _matches(pattern: re.Pattern[str]) -> Callable[[str, str], bool]:
    return lambda _question, sentence: pattern.search(sentence) is not None


Kind = Literal["year", "day", "time", "cost", "number", "when", "who", "named"]
# What cannot stand between "which" and the thing: "what made the company …" asks for no company.
_NO_ADJECTIVE = (
    r"(?:the|an?|is|are|was|were|did|do|does|has|have|had|will|would|can|could|may|might|should|of|in|to|for|by"
    r"|with|from|at|on|that|makes?|made|happened|led|helped|[a-z]+ed)"
)
_VERB = (
    r"(?:did|do|does|is|are|was|were|will|has|have|had|can|could|may|might|would|should|[a-z]+(?:ed|s)"
    r"|won|lost|became|began|took|gave|saw|met|left|made|said|got|beat|fell|rose|sold|bought|led|cut|hit|put|set)"
)
# Things that go by a name of their own: "which island nation", "what popular show".
_NAMED = (
    r"(?:countr(?:y|ies)|nations?|states?|cit(?:y|ies)|towns?|count(?:y|ies)|provinces?|islands?|rivers?|mountains?"
    r"|volcano|lake|airport|stadium|museum|compan(?:y|ies)|firms?|corporation|retailer|airlines?|automaker|carmaker"
    r"|manufacturer|banks?|chain|brand|teams?|clubs?|university|universities|college|agency|party|newspaper"
    r"|actors?|actress|singers?|rapper|musicians?|bands?|artists?|authors?|writers?|directors?|celebrit(?:y|ies)"
    r"|stars?|athletes?|players?|quarterback|golfer|politicians?|senators?|governors?|presidents?|ministers?"
    r"|leaders?|kings?|queens?|princes?|princess|monarch|billionaires?|executives?|officials?|judges?|lawmakers?"
    r"|shows?|series|films?|movies?|albums?|songs?|novels?)"
)
_ASKS_TIME = r"\b(?:at\s+)?what\s+(?:time|hour)\b|\buntil\s+(?:what|which)\s+(?:hour|time)\b"
_ASKS_COST = (
    r"\bhow\s+much\b.*\b(?:cost|costs|pay|paid|price|charged?|rent|fee|fare|spend|spent|earn|money|worth)\b"
    r"|\b(?:what|which)\b.*\b(?:price|cost|costs|fee|fare|rent|toll|salary|bill|budget)\b"
)
_ASKS_NUMBER = (
    r"\bhow\s+(?:many|much|often|far|long|tall|high|large|big|old|hot|cold|fast|deep|wide|heavy)\b"
    r"|\bwhat\s+(?:percentage|percent|share|number|age|temperature|distance)\b|\b['’]s\s+age\b"
)
_ASKS_WHEN = (
    r"^\W*(?:and\s+|so\s+|(?:do\s+you\s+know|tell\s+me)\s+)?when\b|\b(?:what|which)\s+(?:date|month)\b"
)

# The first row whose pattern the question matches decides.
_TESTS: tuple[tuple[Kind, str, Callable[[str, str], bool]], ...] = (
    ("year", r"\b(?:what|which|since what)\s+year\b", _matches(_YEAR)),
    ("day", r"\b(?:what|which)\s+(?:week)?day\b|\bweekday\b", _matches(_WHEN)),
    ("time", _ASKS_TIME, _matches(_TIME_OF_DAY)),
    ("cost", _ASKS_COST, _matches(_AMOUNT)),
    ("number", _ASKS_NUMBER, _has_number),
    ("when", _ASKS_WHEN, _matches(_WHEN)),
    (
        "named",
        rf"\b(?:which|what)\s+(?:(?!{_NO_ADJECTIVE}\b)[\w'’-]+\s+){{0,3}}?{_NAMED}(?=\W*$|\s+{_VERB}\b)",
        _has_new_name,
    ),
    (
        "who",
        r"^\W*(?:and\s+)?who(?:se|m|'s|’s|s)?\b|\b(?:name\s+of|(?:his|her|its|their)\s+name)\b",
        _has_new_name,
    ),
)
_KINDS = tuple((kind, re.compile(pattern, re.IGNORECASE), test) for kind, pattern, test in _TESTS)


@lru_cache(maxsize=64)
def _asked(question: str) -> tuple[Kind, Callable[[str, str], bool]] | None:
    """The kind that is asked for and its test; kept, because a question is held against many sentences."""
    return next(((kind, test) for kind, pattern, test in _KINDS if pattern.search(question)), None)


def asked_kind(question: str) -> Kind | None:
    """The kind of thing that is asked for, or None where the question's words do not tell."""
    asked = _asked(question)
    return asked[0] if asked else None


_YES_OR_NO = re.compile(
    r"^\W*(?:(?:and|but|so)\W+)?(?:was|were|is|are|did|does|do|has|have|had|will|would|can|could|should)"
    r"(?:n['’]t)?\b",
    re.IGNORECASE,
)
_ASKS_MORE = re.compile(r"\b(?:who|whom|whose|what|which|when|where|why|how)\b", re.IGNORECASE)
_CHOICE = re.compile(r"\bor\b|\bwhich\s+of\b|\bwhether\b", re.IGNORECASE)


def asks_yes_or_no(question: str) -> bool:
    """Whether the question is answered by yes or no."""
    return _YES_OR_NO.search(question) is not None


def asks_for_more(question: str) -> bool:
    """Whether the answer must hold something that the question does not: "who", "why", not "did he", "or"."""
    last = re.split(r"(?<=[.?!:])\s+", question.strip())[-1]
    return bool(_ASKS_MORE.search(last)) and not (asks_yes_or_no(last) or _CHOICE.search(last))


def may_answer(question: str, sentence: str) -> bool:
    """False where the sentence holds nothing of the kind that the question asks for."""
    asked = _asked(question)
    return asked is None or asked[1](question, sentence)


def possible_answers(question: str, sentence: str) -> set[str]:
    """The numbers or names of a sentence that the question does not say, whichever it asks for.

    Numbers as in `index.words.numbers`, names by their roots; names too where the kind is not known.
    """
    if asked_kind(question) in {"number", "cost", "year"}:
        return numbers(sentence) - numbers(question)
    said = {root(stem(word)) for word in WORD.findall(question)}
    return {root(stem(name)) for name in names(sentence)} - said


# "What gift did", "which rocket launch site was": up to four words before the verb.
_ASKS_THING = re.compile(
    r"\b(?:what|which)\s+(?:(?:kinds?|types?|sorts?)\s+of\s+)?((?:[a-z'’-]+\s+){1,4}?)"
    r"(?=(?:did|do|does|is|are|was|were|will|has|have|had|can|could|may|might|would|should|[a-z]+ed)\b)",
    re.IGNORECASE,
)
# Things so broad that an answer names one without calling it so: "France" needs no "country".
_BROAD = frozenset(
    content_stems(
        "country city town state company firm language place person people name job thing way number date"
        " time year month day weekday hour age colour color group organization word words role reason fish"
        " animal food drink amount price percentage share part"
    )
)


def asked_thing(question: str) -> str | None:
    """The stem of the thing that "what …" or "which …" asks for by its name, or None: "gift", "fleet"."""
    found = _ASKS_THING.search(question)
    words = [w for w in WORD.findall(found[1]) if w.lower() not in STOPWORDS] if found else []
    thing = stem(words[-1]) if words else None
    return None if thing in _BROAD else thing
