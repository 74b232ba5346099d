"""Does this sentence say no more than that quote? Decided word by word, without a model.

A sentence passes when every number, name and quotation in it stands in the quote, nearly all of its other
content words do, in much the same order, and nothing was negated, affirmed or made more certain on the
way. It is strict on purpose: what it rejects is replaced by the quote itself, which is always true to the
article.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.words import STOPWORDS, WORD, content_stems, names, numbers, stem

# Shares of a sentence's content words that must stand in the quote, and stand there in the same order.
COVERED = 0.8
IN_ORDER = 0.7
_NEGATIONS = frozenset(
    "no not never none nobody nothing neither nor without cannot deny denied denies refuse refused refuses"
    " failed fails false".split()
)
_HEDGES = frozenset(
    stem(word)
    for word in (
        "may might could can would should hint hinted suggest suggested suggests reportedly allegedly alleged"
        " expected plan plans planned planning intend intends intended likely unlikely possibly perhaps"
        " appears appeared seems believed believe believes worried worry fear feared hope hoped considering"
        " proposed proposes potential potentially possible possibility optimism predicted expressed claimed"
        " claims rumoured about almost nearly around roughly"
    ).split()
)
# How many words behind a negation or a hedge it is taken to govern.
_REACH = 3
_BE = frozenset("is are was were be been being".split())
_QUOTATION = re.compile(r"[\"“]([^\"“”]+)[\"”]")
_MARKS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})


@dataclass(frozen=True, slots=True)
class _Pair:
    """A sentence and the quote it is held against, both with plain quotation marks and single spaces."""

    said: str
    stands: str

    @property
    def vocabulary(self) -> set[str]:
        return {stem(word) for word in WORD.findall(self.stands)}

    @property
    def words(self) -> list[str]:
        return content_stems(self.said)


def rejection(sentence: str, quote: str) -> str | None:
    """Why the quote does not bear the sentence out, in a few words; None where it does."""
    pair = _Pair(_flat(sentence), _flat(quote))
    if not pair.words:
        return "says nothing"
    return next((reason for check in _CHECKS if (reason := check(pair))), None)


def bearers(sentence: str, quotes: Sequence[str]) -> list[int]:
    """The positions of the quotes that bear the sentence out, each on its own."""
    return [at for at, quote in enumerate(quotes) if rejection(sentence, quote) is None]


def _flat(text: str) -> str:
    return " ".join(text.translate(_MARKS).split())


def _stems(name: str) -> set[str]:
    return {stem(word) for word in WORD.findall(name)}


def _capitalized(text: str) -> list[str]:
    """Names, and the first word of the sentence unless it is one of the language's small words."""
    first = WORD.search(text)
    opening = [first.group()] if first and first.group().lower() not in STOPWORDS else []
    return [*opening, *names(text)]


def _in_order(words: Sequence[str], stands: Sequence[str]) -> int:
    """Length of the longest common subsequence."""
    lengths = [0] * (len(stands) + 1)
    for word in words:
        before = 0
        for at, other in enumerate(stands, start=1):
            here = lengths[at]
            lengths[at] = before + 1 if word == other else max(lengths[at], lengths[at - 1])
            before = here
    return lengths[-1]


def _unknown_numbers(pair: _Pair) -> str | None:
    unknown = numbers(pair.said) - numbers(pair.stands)
    return f"number not in the evidence: {', '.join(sorted(unknown))}" if unknown else None


def _unknown_names(pair: _Pair) -> str | None:
    strangers = [name for name in _capitalized(pair.said) if not _stems(name) <= pair.vocabulary]
    return f"name not in the evidence: {', '.join(strangers)}" if strangers else None


def _unknown_quotations(pair: _Pair) -> str | None:
    quoted = (quotation.strip(" ,.;") for quotation in _QUOTATION.findall(pair.said))
    strangers = [quotation for quotation in quoted if quotation not in pair.stands]
    return f"quotation not in the evidence: {strangers[0]}" if strangers else None


def _unknown_words(pair: _Pair) -> str | None:
    unknown = [word for word in pair.words if word not in pair.vocabulary]
    if len(unknown) <= (1 - COVERED) * len(pair.words):
        return None
    return f"words not in the evidence: {' '.join(unknown)}"


def _reordered(pair: _Pair) -> str | None:
    known = [word for word in pair.words if word in pair.vocabulary]
    in_order = _in_order(known, content_stems(pair.stands))
    return "words in another order than in the evidence" if in_order < IN_ORDER * len(known) else None


def _negated(pair: _Pair) -> str | None:
    said = _governed(pair.said, _is_negation, pair.words)
    stands = _governed(pair.stands, _is_negation, pair.words)
    return "a negation added or dropped" if said != stands else None


def _strengthened(pair: _Pair) -> str | None:
    lost = _governed(pair.stands, _is_hedge, pair.words) - _governed(pair.said, _is_hedge, pair.words)
    return "more certain than the evidence" if lost else None


def _is_negation(word: str) -> bool:
    return word.lower() in _NEGATIONS or word.lower().endswith("n't")


def _is_hedge(word: str) -> bool:
    return stem(word) in _HEDGES


def _behind_be(text: str) -> set[str]:
    """Stems of the words that stand right behind a form of "to be" and look like participles."""
    tokens = WORD.findall(text)
    return {
        stem(after)
        for before, after in pairwise(tokens)
        if before.lower() in _BE and after.lower().endswith(("ed", "en", "wn", "pt", "lt"))
    }


def _governed(text: str, kind: Callable[[str], bool], words: Sequence[str]) -> set[str]:
    """Those of `words` that stand within reach behind a word of a kind."""
    tokens = WORD.findall(text)
    wanted = set(words)
    found: set[str] = set()
    for at, token in enumerate(tokens):
        if kind(token):
            reach = [stem(t) for t in tokens[at + 1 :] if t.lower() not in STOPWORDS][:_REACH]
            found |= wanted & {w for w in reach if w not in _HEDGES}
    return found


def _revoiced(pair: _Pair) -> str | None:
    """What was done to somebody is not what somebody did: "were asked", "asked"."""
    suffered, now = _behind_be(pair.stands), _behind_be(pair.said)
    changed = [stem(w) for w in WORD.findall(pair.said) if stem(w) in suffered and stem(w) not in now]
    return f"passive made active: {', '.join(changed)}" if changed else None


_CHECKS = (
    _unknown_numbers,
    _unknown_names,
    _unknown_quotations,
    _unknown_words,
    _reordered,
    _negated,
    _strengthened,
    _revoiced,
)
