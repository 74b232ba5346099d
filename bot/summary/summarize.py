"""From articles to a brief: one headline sentence and a few points, each verified and footnoted.

What matters is picked out of the articles (`index.gist`); the model only words it, where the check agrees.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

from bot.dialogue import QUOTATION, Brief, Disagreement, Sentence, Timings
from bot.errors import ModelError
from bot.prompt import LONGEST_QUESTION
from bot.shorten import shorten, without_dateline
from bot.sources import Footnotes, nearest_titles
from bot.summary.briefs import brief_key
from bot.summary.corroborate import bearing, contradictions, told_once
from bot.summary.reword import Rewording
from bot.verify import Verifier
from index.article import Article, Evidence, Passage
from index.gist import Text, find_gist
from index.protocols import Embedder, Said, Scorer
from index.topic import on_topic

# Another version keeps no summary of an earlier one: raised with every change that alters summaries.
VERSION = "2"
FEWEST_POINTS, MOST_POINTS = 3, 5
# A point for so many sentences.
SENTENCES_TO_A_POINT = 3
# A longer sentence is cut to clauses that the head likes; what is shorter reads better whole.
MOST_WORDS = 60
# An article's news stands in so many characters from its beginning; a sentence from there leads a topic
# better, and what it matters counts so many times.
LEAD_CHARACTERS = 500
LEADS = 1.5
# Passages that a topic is summed up from, and those looked at where only some days count.
TOPIC_PASSAGES = 30
DATED_PASSAGES = 400
MOST_DISAGREEMENTS = 3


class PassageSearch(Protocol):
    """A searchable library (`index.search`)."""

    def passages(self, query: str, *, k: int, as_of: date) -> list[Passage]:
        """The k passages that bear most on the query, best first."""


class Shelf(Protocol):
    """Where summaries are kept (`bot.summary.briefs`)."""

    def find(self, key: str) -> Brief | None:
        """The summary that was kept under a key."""

    def keep(self, key: str, brief: Brief, articles: Sequence[Article]) -> None:
        """Keep a summary that rests on these articles."""


# What is being done, how many steps of it are done, and how many there are.
Heard = Callable[[str, int, int], None]


def silent(_doing: str, _done: int, _all: int) -> None:
    """Nobody listens."""


class Summarizer:
    """Sums up by extraction; a model words only what the check lets through."""

    def __init__(
        self,
        search: PassageSearch,
        embedder: Embedder,
        head: Scorer,
        verifier: Verifier,
        *,
        rewording: Rewording,
        shelf: Shelf,
    ) -> None:
        self._search = search
        self._embedder = embedder
        self._head = head
        self._verifier = verifier
        self._rewording = rewording
        self._shelf = shelf

    def article(self, article: Article, heard: Heard = silent) -> Brief:
        """What one article says; refused where it states nothing."""
        began = time.monotonic()
        texts = [Text(article, article.text)]
        return self._kept(article.title, texts, began, heard, topical=False)

    def topic(self, topic: str, *, since: date | None, as_of: date, heard: Heard = silent) -> Brief:
        """What the articles say on a topic, those that appeared before `since` left out.

        Refused with the nearest titles where none is on it.
        """
        began = time.monotonic()
        heard("searching", 0, 1)
        subject = topic[:LONGEST_QUESTION]
        found = self._search.passages(subject, k=DATED_PASSAGES if since else TOPIC_PASSAGES, as_of=as_of)
        recent = [p for p in found if since is None or (p.article.published and p.article.published >= since)]
        passages = on_topic(subject, recent[:TOPIC_PASSAGES], self._embedder)
        texts = [Text(passage.article, passage.text) for passage in passages]
        brief = self._kept(topic, texts, began, heard, topical=True)
        return replace(brief, nearest=nearest_titles(found)) if brief.refused else brief

    def _kept(
        self, subject: str, texts: Sequence[Text], began: float, heard: Heard, *, topical: bool
    ) -> Brief:
        """The summary as it was made before, else made now and kept."""
        articles = [text.article for text in texts]
        made_by = (VERSION, self._embedder.fingerprint, self._rewording.name)
        passages = [text.text for text in texts] if topical else []
        key = brief_key(articles, *made_by, subject, *passages)
        known = self._shelf.find(key)
        if known:
            passed = round((time.monotonic() - began) * 1000)
            return replace(known, timings=Timings(search=passed, first_token=passed, total=passed))
        brief = self._made(subject, texts, began, heard, topical=topical)
        # A model that died may be well again the next time.
        if not brief.refused and not brief.notice:
            self._shelf.keep(key, brief, articles)
        return brief

    def _made(
        self, subject: str, texts: Sequence[Text], began: float, heard: Heard, *, topical: bool
    ) -> Brief:
        gist = find_gist(
            texts,
            self._embedder,
            most=2 * (1 + MOST_POINTS),
            topic=subject if topical else "",
            step=lambda done, parts: heard("reading", done, parts),
        )
        read_ms = round((time.monotonic() - began) * 1000)
        pieces = _in_order(told_once(gist, self._verifier)[: _pieces(gist.stated)], topical=topical)
        lines = [Evidence(line.quote.text, (line.quote,), 0.0) for line in gist.lines]
        book = Footnotes([*lines, *pieces])
        sentences: list[Sentence] = []
        first_ms: int | None = None
        notice, model = "", QUOTATION
        for done, piece in enumerate(pieces, start=1):
            worded: str | None = None
            try:
                worded = None if notice else self._rewording.of(subject, piece)
            except ModelError as error:
                notice = str(error)
            if worded is not None:
                model = self._rewording.name
            text = self._cut(subject, piece) if worded is None else worded
            sentences.append(Sentence(text, book.cite(bearing(self._verifier, text, piece.quotes))))
            first_ms = first_ms or round((time.monotonic() - began) * 1000)
            heard("wording", done, len(pieces))
        pairs = list(contradictions(subject, gist, pieces) if topical else ())[:MOST_DISAGREEMENTS]
        disagreements = [
            Disagreement(*(Sentence(without_dateline(quote.text), book.cite([quote])) for quote in pair))
            for pair in pairs
        ]
        total_ms = round((time.monotonic() - began) * 1000)
        return Brief(
            subject=subject,
            topical=topical,
            headline=sentences[0] if sentences else None,
            points=tuple(sentences[1:]),
            disagreements=tuple(disagreements),
            footnotes=book.footnotes(),
            nearest=(),
            timings=Timings(read_ms, first_ms, total_ms),
            model=model,
            notice=notice,
        )

    def _cut(self, subject: str, piece: Evidence) -> str:
        said = Said(piece.text, piece.quotes[0].article.title, piece.before)
        return shorten(subject, said, self._head, words=MOST_WORDS)


def _pieces(statements: int) -> int:
    """How many sentences sum up so many: the headline sentence and the points."""
    return 1 + min(MOST_POINTS, max(FEWEST_POINTS, statements // SENTENCES_TO_A_POINT))


def _in_order(pieces: Sequence[Evidence], *, topical: bool) -> list[Evidence]:
    """The headline sentence, then the others as they stand in the article, or by the days of a topic."""
    if not pieces:
        return []

    def place(piece: Evidence) -> tuple[str, int]:
        article = piece.quotes[0].article
        return (str(article.published or "") if topical else "", article.text.find(piece.quotes[0].text))

    def leading(piece: Evidence) -> float:
        return piece.score * (LEADS if place(piece)[1] < LEAD_CHARACTERS else 1)

    first = max(pieces, key=leading) if topical else pieces[0]
    return [first, *sorted((piece for piece in pieces if piece is not first), key=place)]
