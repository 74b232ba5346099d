"""The articles of a period, newest first, and the one nearest to a period in which none appeared."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from index.article import Article
from index.catalogue import Catalogue
from index.opening import is_about
from index.periods import Period

# SQLite's word for no limit.
_ALL = -1
# Articles whose texts are in memory at the same time.
_AT_ONCE = 500
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Published:
    """The newest articles of a period, newest first, and of how many they are."""

    articles: tuple[Article, ...]
    total: int


def published(
    catalogue: Catalogue, generation: int, period: Period, topic: str = "", *, most: int
) -> Published:
    """At most `most` articles dated within the period; with a topic, of those that are about it."""
    ids = catalogue.published_within(period.first, period.last, _ALL)
    if not topic:
        return Published(tuple(_articles(catalogue, generation, ids[:most])), len(ids))
    about = [a for a in _articles(catalogue, generation, ids) if is_about(a, topic)]
    return Published(tuple(about[:most]), len(about))


def nearest(catalogue: Catalogue, generation: int, period: Period) -> Article | None:
    """The article dated nearest to the period and outside it, or None where no other has a date."""
    around = [
        *(
            catalogue.published_within(date.min, period.first - _ONE_DAY, 1)
            if period.first > date.min
            else ()
        ),
        *(
            catalogue.published_within(period.last + _ONE_DAY, date.max, _ALL)[-1:]
            if period.last < date.max
            else ()
        ),
    ]
    return closest(list(_articles(catalogue, generation, around)), period)


def closest(articles: list[Article], period: Period) -> Article | None:
    """The one of the dated articles that appeared nearest to a period; the earlier one of two."""
    away = [
        (max(period.first - article.published, article.published - period.last), article.published, at)
        for at, article in enumerate(articles)
        if article.published
    ]
    return articles[min(away)[2]] if away else None


def _articles(catalogue: Catalogue, generation: int, ids: list[int]) -> Iterator[Article]:
    for first in range(0, len(ids), _AT_ONCE):
        group = ids[first : first + _AT_ONCE]
        chunks = catalogue.live_chunks(generation, group)
        # An article may have left the library since.
        yield from (chunks[i].article for i in group if i in chunks)
