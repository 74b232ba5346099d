"""Do two sentences that nobody asked a question about contradict each other?

Where a question is asked, `bot.disagree` knows which of their facts to compare. Here only what can be paired
without one is compared: the one sum of money, the one date, the one weekday of each, or how many of a thing
each counts. So what is found is seldom wrong, and much is not found.
"""

import re

from bot.disagree import NO_COUNT, amounts, dates, one_event, weekdays
from index.article import Quote
from index.words import in_figures, numbers, root, stem

# Units measure a different thing each time they are named.
_UNITS = frozenset(
    root(stem(word))
    for word in (
        "second minute hour day night week month year decade mile kilometre kilometer metre meter foot yard"
        " acre inch gallon litre liter pound ton dollar euro cent percent per degree hundred thousand million"
        " billion time point quarter third half"
    ).split()
)
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_PLURAL = re.compile(r"[a-z]+s|people|men|women|children")
# "One tree for every 85 residents" counts neither.
_RATIOS = frozenset("every per each another than least most".split())


def conflict(topic: str, one: Quote, other: Quote) -> bool:
    """Whether two sentences of different articles on one event give a value differently.

    They must be near to each other in what they say; that is for the caller to see to.
    """
    if not one_event(topic, one.article, other.article):
        return False
    pairs = [(values(one.text), values(other.text)) for values in (amounts, dates, weekdays)]
    first, second = _counts(one.text), _counts(other.text)
    pairs += [(first[thing], second[thing]) for thing in first.keys() & second.keys()]
    return any(
        len(a) == len(b) == 1 and not a & (b | numbers(other.text)) and not b & numbers(one.text)
        for a, b in pairs
    )


def _counts(sentence: str) -> dict[str, set[str]]:
    """How many of what: the plurals right behind a number, with every number that stands before them.

    The number of "a Category 4 hurricane" is a name's.
    """
    words = in_figures(NO_COUNT.sub(" ", sentence)).split()
    found: dict[str, set[str]] = {}
    for before, number, thing in zip(["", *words], words, words[1:], strict=False):
        word = thing.strip(".,;:”\"'")
        counted = root(stem(word))
        if not _FIGURE.fullmatch(number) or before.lower() in _RATIOS or before[:1].isupper():
            continue
        if _PLURAL.fullmatch(word) and counted not in _UNITS:
            found.setdefault(counted, set()).update(numbers(number))
    return found
