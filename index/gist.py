"""From articles down to the few sentences that tell what they say, each ready to be quoted.

Map and reduce: every part of the texts gives the sentences that matter in it, and out of those the ones that
matter in the whole are picked. So a long article, or a topic over many, costs no more than its parts.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from index.article import Article, Evidence, Quote
from index.candidates import statements
from index.central import centrality, lead, pick
from index.evidence import merge
from index.protocols import Embedder, Vectors
from index.words import content_stems

# Sentences of one part: nearly all news articles have fewer. Picking compares each with each other.
_PART = 80
# A part gives so many; a summary takes six of them.
_OF_A_PART = 16
# Of one sentence, on average.
_CHARACTERS = 120
# Before what is told twice is made one piece, so many times the wanted pieces are picked.
_SPARE = 3
# Fewer content words tell nothing out of their place ("There is one bridge"). On the choosing half of
# `bbc_summary` 4 to 7 give the same ROUGE, 8 less.
_FEWEST_WORDS = 6
# Sentences that only say something beside the one before: a pronoun begins them, or names who is quoted. On
# the choosing half leaving them out costs 0.01 of ROUGE-1, since the references take them.
_LEANS = re.compile(
    r"^[\"“'‘]?(?:he|she|it|they|this|that|these|those|i|we)\b"
    r"|^[\"“][^\"“”]*[\"”]$|[\"”],?\s+(?:he|she|they|it)\b",
    re.IGNORECASE,
)
# Likeness to a topic counts by its square; what is unlike it counts nearly nothing.
_NEARNESS_POWER = 2
_UNLIKE = 0.01


@dataclass(frozen=True, slots=True)
class Text:
    """A text of an article that is to be summed up: all of it, or a passage on a topic."""

    article: Article
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, the one before it, and about how many stood before it in its article."""

    quote: Quote
    before: str
    place: int


@dataclass(frozen=True, slots=True)
class Gist:
    """The pieces that tell most, the weightiest first, and the lines that they were picked from.

    `stated` is how many sentences the texts have that state something; `vectors` are those of the lines,
    shape (lines, dimensions).
    """

    pieces: tuple[Evidence, ...]
    stated: int
    lines: tuple[Line, ...]
    vectors: Vectors

    def near(self, piece: Evidence, *, least: float) -> list[Line]:
        """Lines of other articles whose cosine similarity to a piece is at least `least`, nearest first."""
        known = {quote.article.id for quote in piece.quotes}
        at = next(n for n, line in enumerate(self.lines) if line.quote == piece.quotes[0])
        likeness = self.vectors @ self.vectors[at]
        return [
            self.lines[n]
            for n in np.argsort(-likeness, kind="stable")
            if likeness[n] >= least and self.lines[n].quote.article.id not in known
        ]


def find_gist(
    texts: Sequence[Text],
    embedder: Embedder,
    *,
    most: int,
    topic: str = "",
    step: Callable[[int, int], None] = lambda _done, _all: None,
) -> Gist:
    """The gist of the texts in at most `most` pieces.

    Near-duplicates are one piece; its `score` says how much it matters beside the weightiest. With a `topic`,
    what is on it matters more; without, the first sentence is a piece in any case, since an article is
    written to begin with its news. `step` hears how many of how many parts are done.
    """
    stated = [_stated(text) for text in texts]
    parts = _parts(stated)
    subject = embedder.encode([topic])[0] if topic else None
    lines: list[Line] = []
    kept: list[Vectors] = []
    for done, part in enumerate(parts, start=1):
        encoded = embedder.encode([line.quote.text for line in part])
        chosen = list(range(len(part)))
        if len(parts) > 1:
            picked = _picked(part, encoded, _prior(part, encoded, subject), most=_OF_A_PART)
            chosen = sorted({0, *picked})
        lines += [part[at] for at in chosen]
        kept.append(encoded[chosen])
        step(done, len(parts))
    if not lines:
        return Gist((), 0, (), np.zeros((0, 0), dtype=np.float32))
    vectors = np.concatenate(kept)
    prior = _prior(lines, vectors, subject)
    order = _picked(lines, vectors, prior, most=most * _SPARE)
    if subject is None:
        order = [0, *(at for at in order if at != 0)]
    weights = centrality([line.quote.text for line in lines], vectors, prior=prior)
    found = [
        Evidence(line.quote.text, (line.quote,), float(weights[at] / weights.max()), line.before)
        for at, line in ((at, lines[at]) for at in order)
    ]
    return Gist(tuple(merge(found)[:most]), sum(map(len, stated)), tuple(lines), vectors)


def _stated(text: Text) -> list[Line]:
    """What a text states, sentence by sentence; a passage from further down an article has no lead."""
    skipped = max(0, text.article.text.find(text.text)) // _CHARACTERS
    return [
        Line(Quote(text.article, sentence.text), before, skipped + place)
        for place, (sentence, before) in enumerate(statements(text.text, text.article))
    ]


def _parts(texts: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """What is stated in sentences that can stand alone; in any, where a text has no such.

    Short texts share a part, a long one has several.
    """
    parts: list[list[Line]] = []
    for stated in texts:
        alone = [line for line in stated if _stands_alone(line.quote.text)] or stated
        for _, group in groupby(alone, key=lambda line: line.place // _PART):
            part = list(group)
            if parts and len(parts[-1]) + len(part) <= _PART:
                parts[-1] = parts[-1] + part
            else:
                parts.append(part)
    return parts


def _stands_alone(sentence: str) -> bool:
    return not _LEANS.search(sentence) and len(set(content_stems(sentence))) >= _FEWEST_WORDS


def _picked(lines: Sequence[Line], vectors: Vectors, prior: Sequence[float], *, most: int) -> list[int]:
    return pick([line.quote.text for line in lines], vectors, most=most, prior=prior)


def _prior(lines: Sequence[Line], vectors: Vectors, subject: Vectors | None) -> list[float]:
    """Early sentences count up to twice, and on a topic those that are near to it."""
    early = [1 + weight for weight in lead([line.place for line in lines])]
    if subject is None:
        return early
    near = np.maximum(vectors @ subject, _UNLIKE) ** _NEARNESS_POWER
    return [weight * float(nearness) for weight, nearness in zip(early, near, strict=True)]
