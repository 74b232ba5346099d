"""The read path: the passages of the library that bear on a question."""

from datetime import date

from index.article import Article, Passage
from index.catalogue import Catalogue, Generation, StoredChunk
from index.chronicle import Published, nearest, published
from index.dates import asks_for_news, freshness
from index.fingerprint import check_fingerprint
from index.fuse import RANK_CONSTANT, reciprocal_rank
from index.periods import Period, asked_period
from index.protocols import Embedder
from index.reconcile import Stores

# Candidates that each ranking contributes; the fused list is cut to what was asked for.
_DEPTH = 40
# Chunks may be waiting to be swept; asking for this many more makes up for those that are not live.
_SPARE = 10
# What a fresh article gains, as a share of what the first place in one ranking gives; more where the question
# speaks of these days. Chosen on the earlier half of the news questions (bench.quality).
_FRESH = 0.2
_FRESH_NEWS = 0.5


class Search:
    """Dense and keyword search over one generation, fused by reciprocal rank."""

    def __init__(
        self, catalogue: Catalogue, stores: Stores, embedder: Embedder, generation: Generation
    ) -> None:
        """Raises FingerprintMismatch where the generation belongs to another embedding."""
        check_fingerprint(generation, embedder)
        self._catalogue = catalogue
        self._stores = stores
        self._embedder = embedder
        self._generation = generation

    def passages(self, query: str, *, k: int, as_of: date) -> list[Passage]:
        """The k best passages, best first.

        Days that the question names outright (relative ones count back from `as_of`) lift what was
        published then, and freshness on `as_of` lifts a little; neither excludes anything.
        """
        depth = max(_DEPTH, k) + _SPARE
        vector = self._embedder.encode([query])[0]
        rankings = [self._stores.vectors.nearest(vector, depth), self._stores.keywords.search(query, depth)]
        period = asked_period(query, as_of=as_of)
        if period:
            rankings.append(self._catalogue.published_within(period.first, period.last, depth))
        ids = [i for ranking in rankings for i in ranking]
        live = self._catalogue.live_chunks(self._generation.id, ids)
        rankings = [[i for i in ranking if i in live] for ranking in rankings]
        if period:
            fused = [i for i, _ in reciprocal_rank(rankings)]
            rankings.append([i for i in fused if period.holds(live[i].article.published)])
        fresh = (_FRESH_NEWS if asks_for_news(query) else _FRESH) / RANK_CONSTANT
        scored = [
            (i, score + fresh * freshness(live[i].article.published, as_of=as_of))
            for i, score in reciprocal_rank(rankings)
        ]
        scored.sort(key=lambda item: -item[1])
        return [_passage(live[i], score) for i, score in scored[:k]]

    def published(self, period: Period, topic: str, *, most: int) -> Published:
        """The newest articles dated within a period; with a topic, those about it."""
        return published(self._catalogue, self._generation.id, period, topic, most=most)

    def nearest(self, period: Period) -> Article | None:
        """The article dated nearest to a period in which none appeared."""
        return nearest(self._catalogue, self._generation.id, period)

    def passages_of(self, article_id: str) -> list[Passage]:
        """All passages of one article in the order of its text, unscored; none where it is not live."""
        ids = self._catalogue.chunks_of(self._generation.id, article_id)
        live = self._catalogue.live_chunks(self._generation.id, ids)
        return [_passage(live[i], 0.0) for i in ids if i in live]


def _passage(chunk: StoredChunk, score: float) -> Passage:
    return Passage(article=chunk.article, text=chunk.text, score=score)
