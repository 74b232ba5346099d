"""An overview of a period as an answer: a dated list of articles, the first sentence of each its footnote."""

import time
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Protocol

from bot.dialogue import QUOTATION, Answer, Footnote, Question, Sentence, Timings
from index.article import Article, Passage, Quote
from index.chronicle import Published, closest
from index.dates import spoken
from index.evidence import tell_the_same
from index.opening import is_about, lead
from index.overview import Overview
from index.periods import Period, spoken_period

MOST_LINES = 8
# Articles that are looked at for them: several may report one event.
_MOST_ARTICLES = 24
# Reports of one event appear within so many days.
_ONE_EVENT = timedelta(days=3)
_NEAREST_PASSAGES = 10


class Chronicle(Protocol):
    """A library whose articles have days (`index.search`)."""

    def passages(self, query: str, *, k: int, as_of: date) -> list[Passage]:
        """The k passages that bear most on the query, best first."""

    def published(self, period: Period, topic: str, *, most: int) -> Published:
        """The newest articles dated within a period; with a topic, those about it."""

    def nearest(self, period: Period) -> Article | None:
        """The article dated nearest to a period in which none appeared."""


def list_articles(question: Question, overview: Overview, chronicle: Chronicle) -> Answer:
    """The articles of a period, newest first, second reports of one event on one line; or a refusal."""
    began = time.monotonic()
    period = overview.period or Period(date.min, question.asked)
    found = chronicle.published(period, overview.topic, most=_MOST_ARTICLES)
    lines = _lines(found.articles)[:MOST_LINES]
    quotes = [quote for line in lines for quote in line]
    nearest = None if lines else _nearest(question, overview, period, chronicle)
    spent = round((time.monotonic() - began) * 1000)
    return Answer(
        question=question.text,
        sentences=tuple(
            Sentence(_line(line[0].article), tuple(quotes.index(quote) + 1 for quote in line))
            for line in lines
        ),
        footnotes=tuple(Footnote.of(quote, n=n, score=1.0) for n, quote in enumerate(quotes, start=1)),
        nearest=(nearest.title,) if nearest else (),
        timings=Timings(search=spent, first_token=spent if lines else None, total=spent),
        model=QUOTATION,
        confidence=1.0 if lines else 0.0,
        overview=_heading(overview, len(quotes), found.total) if lines else _none(overview, nearest),
    )


def _lines(articles: Sequence[Article]) -> list[list[Quote]]:
    """The lead of each article, with those of earlier articles that tell the same."""
    lines: list[list[Quote]] = []
    for article in articles:
        quote = lead(article)
        known = next((line for line in lines if _one_event(quote, line[0])), None)
        if known:
            known.append(quote)
        else:
            lines.append([quote])
    return lines


def _one_event(a: Quote, b: Quote) -> bool:
    assert a.article.published is not None
    assert b.article.published is not None
    near = abs(a.article.published - b.article.published) <= _ONE_EVENT
    return near and (tell_the_same(a.text, b.text) or tell_the_same(a.article.title, b.article.title))


def _line(article: Article) -> str:
    assert article.published is not None
    title = " ".join(article.title.split()).replace("“", "‘").replace("”", "’")
    return f"{spoken(article.published)}: “{title}”"


def _heading(overview: Overview, shown: int, total: int) -> str:
    """What the list is of, and how many it leaves out."""
    articles = "article" if total == 1 else "articles"
    dated = f"published {spoken_period(overview.period)}" if overview.period else "with a date"
    which = f"{total} {articles}{_about(overview)} {dated}"
    if shown < total:
        return f"The newest {shown} of {which} ({total - shown} more):"
    return f"{which}, newest first:" if total > 1 else f"{which}:"


def _none(overview: Overview, nearest: Article | None) -> str:
    """That no article is dated so, and which one comes nearest."""
    dated = spoken_period(overview.period) if overview.period else "up to that day"
    missing = f"No article{_about(overview)} was published {dated}"
    if nearest is None or nearest.published is None:
        return f"{missing}, and none has another date."
    return f"{missing}; the one nearest to it is of {spoken(nearest.published)}."


def _about(overview: Overview) -> str:
    return f" about “{overview.topic}”" if overview.topic else ""


def _nearest(question: Question, overview: Overview, period: Period, chronicle: Chronicle) -> Article | None:
    """The article dated nearest to the period, of those about the topic where there are any."""
    if overview.topic:
        passages = chronicle.passages(overview.topic, k=_NEAREST_PASSAGES, as_of=question.asked)
        about = closest([p.article for p in passages if is_about(p.article, overview.topic)], period)
        if about:
            return about
    return chronicle.nearest(period)
