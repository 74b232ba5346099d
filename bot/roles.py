"""Whether a sentence has the words of its quote in other roles.

It is laid along the quote word by word, by global alignment with free ends (Needleman and Wunsch 1970).
Where it lies far better with two of its parts exchanged, or with another name or number of the quote in one's
stead, it has confounded them: "the Storm beat the Aces" of "the Aces beat the Storm". A paraphrase seldom
lies that close either way. All constants were set on bench/statements/choose.jsonl.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from index.dates import MONTHS, WEEKDAYS
from index.words import STOPWORDS, WORD, in_figures, stem

# What a word adds that meets itself in the quote, or another one; what it costs to pass over a word of the
# quote, or of the sentence.
_SAME, _OTHER, _QUOTE_GAP, _GAP = 1.0, -0.5, 0.12, 0.6
# The share of the best that a changed sentence must reach, and what the change must add.
_CLOSE_EXCHANGED, _CLOSE_REPLACED = 0.85, 0.8
_LEAST_EXCHANGED, _LEAST_REPLACED = 0.5, 1.0
_LONGEST_PART = 4
# Pronouns that stand for one who acts or is acted upon, by one form each.
_PRONOUNS = {"he": "he", "him": "he", "she": "she", "it": "it", "they": "they", "them": "they"}
_CALENDAR = frozenset(stem(word) for word in (*MONTHS, *WEEKDAYS))
# What stands between the words of one name.
_INSIDE_NAMES = frozenset((" ", "-", " of "))
_AGAINST = frozenset("with for than over against".split())
# Words this near to a name or number tell what it belongs to, in the sentence and in the quote; another one
# of the quote that fits them better by this much is what they belong to there.
_AROUND_SAID, _AROUND_STANDS = 6, 8
_FITS_BETTER = 0.4
# How far a small word, a comma or the end of a clause or sentence sets its neighbours apart, in words.
_SMALL_WORD, _COMMA, _STOP = 0.5, 2, 20
_PIECE = re.compile(rf"{WORD.pattern}|[.;:!?]+(?=\s|$)|,")
_BY = re.compile(r"\bby\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Token:
    """A content word's stem, its kind ("number", "date", "name" or ""), and how it is tied to the one before.

    It goes on a name, or is set against what comes before by a word such as "with" or "than". `at` is how
    far it stands from the beginning, small words and marks counted.
    """

    stem: str
    kind: str
    goes_on: bool
    set_against: bool
    at: float


def exchanged(said: str, stands: str) -> bool:
    """Whether two parts of the sentence stand in each other's place, as far as the quote tells.

    A sentence that is passive where its quote is active may well name them in the other order.
    """
    if bool(_BY.search(said)) != bool(_BY.search(stands)):
        return False
    tokens, quote = _tokens(said, pronouns=True), [token.stem for token in _tokens(stands, pronouns=True)]
    words = [token.stem for token in tokens]
    turned = (
        words[:a] + words[c:d] + words[b:c] + words[a:b] + words[d:]
        for (a, b), (c, d) in combinations(_parts(tokens, quote), 2)
        if (b < c or tokens[c].set_against) and _kinds(tokens[a:b]) == _kinds(tokens[c:d])
    )
    return _fits_better(words, turned_to=turned, quote=quote, close=_CLOSE_EXCHANGED, least=_LEAST_EXCHANGED)


def replaced(said: str, stands: str) -> bool:
    """Whether a name or number stands where the quote has another one, which the sentence lacks."""
    tokens, there = _tokens(said), _tokens(stands)
    words, quote = [token.stem for token in tokens], [token.stem for token in there]
    turned = (
        [*words[:at], other, *words[at + 1 :]]
        for at, token in enumerate(tokens)
        if token.kind and token.stem in quote
        for other in dict.fromkeys(o.stem for o in there if o.kind == token.kind and o.stem not in words)
    )
    return _fits_better(words, turned_to=turned, quote=quote, close=_CLOSE_REPLACED, least=_LEAST_REPLACED)


def misattached(said: str, stands: str) -> bool:
    """Whether words that stand by one name or number stand by another of its kind in the quote."""
    tokens, there = _tokens(said), _tokens(stands)
    told = {token.stem for token in tokens}
    for anchor in tokens:
        if not anchor.kind:
            continue
        around = _around(tokens, anchor, _AROUND_SAID)
        fit: dict[str, float] = defaultdict(float)
        for other in there:
            if other.kind == anchor.kind:
                near = _around(there, other, _AROUND_STANDS)
                shared = sum(min(around[w], near[w]) for w in around.keys() & near.keys() - {anchor.stem})
                fit[other.stem] = max(fit[other.stem], shared)
        best = max(fit, key=lambda other: fit[other], default=anchor.stem)
        if anchor.stem in fit and best not in told and fit[best] - fit[anchor.stem] > _FITS_BETTER:
            return True
    return False


def _fits_better(
    words: list[str], *, turned_to: Iterable[list[str]], quote: Sequence[str], close: float, least: float
) -> bool:
    """Whether a changed sentence follows the quote closely, and by `least` better than the sentence."""
    wanted = max(close * len(words), _along(words, quote) + least)
    return any(_along(other, quote) >= wanted for other in turned_to)


@lru_cache(maxsize=64)
def _tokens(text: str, *, pronouns: bool = False) -> tuple[_Token, ...]:
    """The content words, and on request the pronouns, as names; kept, because each check reads them."""
    spelled = in_figures(text)
    found: list[_Token] = []
    at, end = 0.0, 0
    for match in _PIECE.finditer(spelled):
        piece = match.group()
        lower = piece.lower()
        spoken_of = pronouns and lower in _PRONOUNS
        if not piece[0].isalnum():
            at += _COMMA if piece == "," else _STOP
        elif lower in STOPWORDS and not spoken_of:
            at += _SMALL_WORD
        else:
            at += 1
            kind = "name" if spoken_of else _kind(piece)
            named = kind == "name" and bool(found) and found[-1].kind == kind
            between = spelled[end : match.start()].strip("\"'")
            found.append(
                _Token(
                    f"({_PRONOUNS[lower]})" if spoken_of else stem(piece),
                    kind,
                    goes_on=named and not spoken_of and between in _INSIDE_NAMES,
                    set_against=not spoken_of and bool(_AGAINST & set(between.split())),
                    at=at,
                )
            )
            end = match.end()
    return tuple(found)


def _kind(word: str) -> str:
    if word[0].isdigit():
        return "number"
    if not word[0].isupper():
        return ""
    return "date" if stem(word) in _CALENDAR else "name"


def _kinds(tokens: Sequence[_Token]) -> set[str]:
    return {token.kind for token in tokens if token.kind}


def _parts(tokens: Sequence[_Token], quote: Sequence[str]) -> list[tuple[int, int]]:
    """From where to where runs of a few words stand in the quote; no name is torn apart."""
    there = set(quote)
    return [
        (a, b)
        for a in range(len(tokens))
        for b in range(a + 1, min(a + _LONGEST_PART, len(tokens)) + 1)
        if all(token.stem in there for token in tokens[a:b])
        and not tokens[a].goes_on
        and not (b < len(tokens) and tokens[b].goes_on)
    ]


def _along(words: Sequence[str], quote: Sequence[str]) -> float:
    """The score of the best alignment; the quote's ends are free."""
    before = [0.0] * (len(quote) + 1)
    for word in words:
        here = [before[0] - _GAP]
        for at, other in enumerate(quote):
            met = before[at] + (_SAME if word == other else _OTHER)
            here.append(max(met, before[at + 1] - _GAP, here[at] - _QUOTE_GAP))
        before = here
    return max(before)


def _around(tokens: Sequence[_Token], anchor: _Token, reach: float) -> dict[str, float]:
    """Words near another one, the nearer the heavier; numbers tell nothing of each other."""
    found: dict[str, float] = {}
    for token in tokens:
        distance = abs(token.at - anchor.at)
        if token is not anchor and distance <= reach and token.kind != "number":
            found[token.stem] = max(found.get(token.stem, 0.0), 1 / (1 + distance))
    return found
