"""The articles behind an answer: its numbered footnotes, or the nearest titles where it is a refusal."""

from collections.abc import Mapping, Sequence

from bot.dialogue import Footnote
from index.article import Evidence, Passage, Quote

NEAREST_TITLES = 3


class Footnotes:
    """Numbers quotes in the order in which they are first cited."""

    def __init__(self, evidence: Sequence[Evidence], *, most: int | None = None) -> None:
        """`most` is how many footnotes there may be; without it, as many as are cited."""
        self._scores: Mapping[Quote, float] = {
            quote: piece.score for piece in evidence for quote in piece.quotes
        }
        self._most = most
        self._cited: list[Quote] = []

    def cite(self, quotes: Sequence[Quote]) -> tuple[int, ...]:
        """Footnote numbers for quotes; beyond the most that there may be, only known ones."""
        for quote in quotes:
            if quote not in self._cited and (self._most is None or len(self._cited) < self._most):
                self._cited.append(quote)
        return tuple(n for n, quote in enumerate(self._cited, start=1) if quote in quotes)

    def footnotes(self) -> tuple[Footnote, ...]:
        """The footnotes cited so far."""
        return tuple(
            Footnote.of(quote, n=n, score=self._scores[quote]) for n, quote in enumerate(self._cited, start=1)
        )


def nearest_titles(passages: Sequence[Passage]) -> tuple[str, ...]:
    """What a refusal names: titles of the best passages, each once."""
    return tuple(dict.fromkeys(passage.article.title for passage in passages))[:NEAREST_TITLES]
