"""What several articles tell, told once with all who bear it out, and where they tell it differently."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.summary.conflict import conflict
from bot.verify import Verifier
from index.article import Evidence, Quote
from index.gist import Gist

# Cosine similarity from which two sentences may tell the same, or contradict each other. Of the pairs of
# reports in `bench/questions` none of the 24 that agree is taken for a contradiction from 0.55 on; of the 44
# that do not, 8 are found at 0.6 and 4 at 0.65.
NEAR = 0.6
# A sentence that says less than a piece takes its place, for the sake of a second source, if it has at least
# this share of its words.
COMMON = 0.5


def bearing(verifier: Verifier, text: str, quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """The first of the quotes, which `text` was made from, and those of the others that bear it out."""
    return (quotes[0], *(quote for quote in quotes[1:] if verifier.rejection(text, quote.text) is None))


def told_once(gist: Gist, verifier: Verifier) -> list[Evidence]:
    """The pieces of a gist, each told once, with a quote of every article that bears it out.

    Where another article says somewhat less, what both say is told.
    """
    found: list[Evidence] = []
    told: set[Quote] = set()
    for piece in gist.pieces:
        own = piece.quotes[0]
        if own in told:
            continue
        near = [line.quote for line in gist.near(piece, least=NEAR)]
        less = [quote for quote in near if verifier.rejection(quote.text, own.text) is None]
        more = [quote for quote in near if verifier.rejection(own.text, quote.text) is None]
        told.update(piece.quotes, less, more)
        enough = COMMON * len(own.text.split())
        tellings = [
            _with_sources(quote, [*piece.quotes, *near], verifier)
            for quote in (own, *(quote for quote in less if len(quote.text.split()) >= enough))
        ]
        quotes = max(tellings, key=len)
        found.append(replace(piece, text=quotes[0].text, quotes=quotes))
    return found


def _with_sources(quote: Quote, others: Sequence[Quote], verifier: Verifier) -> tuple[Quote, ...]:
    """A quote and, of each other article, the first that bears out what it says."""
    by_article = {quote.article.id: quote}
    for other in others:
        if other.article.id not in by_article and verifier.rejection(quote.text, other.text) is None:
            by_article[other.article.id] = other
    return tuple(by_article.values())


def contradictions(topic: str, gist: Gist, pieces: Sequence[Evidence]) -> Iterator[tuple[Quote, Quote]]:
    """For each piece the nearest sentence of another article that gives one of its values differently.

    Where both are pieces, the two are told once.
    """
    told: set[Quote] = set()
    for piece in pieces:
        if piece.quotes[0] in told:
            continue
        near = (line.quote for line in gist.near(piece, least=NEAR))
        other = next((quote for quote in near if conflict(topic, piece.quotes[0], quote)), None)
        if other:
            told.add(other)
            yield piece.quotes[0], other
