"""Does this sentence say no more than that quote? Decided word by word, without a model.

A sentence passes when every number, name and quotation in it stands in the quote, nearly all of its other
content words do, in much the same order, and nothing was negated, affirmed or made more certain on the
way. It is strict on purpose: what it rejects is replaced by the quote itself, which is always true to the
article.
"""

import re
from collections.abc import Sequence

from index.words import STOPWORDS, WORD, content_stems, names, numbers, stem

# Shares of a sentence's content words that must stand in the quote, and stand there in the same order.
COVERED = 0.8
IN_ORDER = 0.7
_NEGATIONS = frozenset("no not never none nobody nothing neither nor without cannot".split())
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
_QUOTATION = re.compile(r"[\"“]([^\"“”]+)[\"”]")
_MARKS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})


def rejection(sentence: str, quote: str) -> str | None:
    """Why the quote does not bear the sentence out, in a few words; None where it does."""
    said, stands = _flat(sentence), _flat(quote)
    if said in stands:
        return None
    unknown = numbers(said) - numbers(stands)
    if unknown:
        return f"number not in the evidence: {', '.join(sorted(unknown))}"
    vocabulary = {stem(word) for word in WORD.findall(stands)}
    strangers = [name for name in _capitalized(said) if not _stems(name) <= vocabulary]
    if strangers:
        return f"name not in the evidence: {', '.join(strangers)}"
    for quotation in _QUOTATION.findall(said):
        if quotation.strip(" ,.;") not in stands:
            return f"quotation not in the evidence: {quotation}"
    words = content_stems(said)
    if not words:
        return "says nothing"
    covered = [word for word in words if word in vocabulary]
    if len(covered) < COVERED * len(words):
        return f"words not in the evidence: {' '.join(w for w in words if w not in vocabulary)}"
    if _in_order(covered, content_stems(stands)) < IN_ORDER * len(covered):
        return "words in another order than in the evidence"
    if _governed(said, _is_negation, words) != _governed(stands, _is_negation, words):
        return "a negation added or dropped"
    if _governed(stands, _is_hedge, words) - _governed(said, _is_hedge, words):
        return "more certain than the evidence"
    return None


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


def _is_negation(word: str) -> bool:
    return word.lower() in _NEGATIONS or word.lower().endswith("n't")


def _is_hedge(word: str) -> bool:
    return stem(word) in _HEDGES


def _governed(text: str, kind: object, words: Sequence[str]) -> set[str]:
    """Those of `words` that stand within reach behind a word of a kind."""
    assert callable(kind)
    tokens = WORD.findall(text)
    wanted = set(words)
    found: set[str] = set()
    for at, token in enumerate(tokens):
        if kind(token):
            reach = [stem(t) for t in tokens[at + 1 :] if t.lower() not in STOPWORDS][:_REACH]
            found |= wanted & {w for w in reach if w not in _HEDGES}
    return found
