"""The values that the library hands around: articles, their chunks, passages and evidence."""

import hashlib
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a loader read out of a document, before the library gives it an identity.

    `text` is the whole readable text, its header lines (date, byline, headline) included, because quotes
    are taken from it. `url` is the article's own address where the document names one.
    """

    title: str
    text: str
    authors: tuple[str, ...] = ()
    published: date | None = None
    url: str | None = None

    @property
    def content_hash(self) -> str:
        """SHA-256 over everything that a reader could notice a change in."""
        parts = (self.title, self.text, "\x1e".join(self.authors), str(self.published), self.url or "")
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Article:
    """An article as the catalogue keeps it.

    `source` is what a reader is shown: a URL, or a path relative to the folder that was indexed.
    """

    id: str
    title: str
    authors: tuple[str, ...]
    published: date | None
    source: str
    language: str
    text: str
    content_hash: str


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of an article's text: `text` is exactly `article.text[start:end]`."""

    ordinal: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class CutArticle:
    """An article in chunks, and the heading that is embedded above each of them."""

    article: Article
    chunks: tuple[Chunk, ...]
    heading: str

    @property
    def texts(self) -> list[str]:
        """What is embedded: the heading and a chunk, for each chunk."""
        return [f"{self.heading}\n{chunk.text}" for chunk in self.chunks]


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk that a search found, with the article it stands in; a larger `score` is better."""

    article: Article
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that stand verbatim in the text of an article."""

    article: Article
    text: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that bears on the question, the quotes it rests on, and how likely it answers (0 to 1).

    `before` is the sentence before it, and `answer` the words of it that the reader takes for the answer,
    where it was read.
    `about_article` marks what is known of the article itself, its author or its date; `text` then says
    it in a sentence of ours, while the quote is the byline or the date line.
    """

    text: str
    quotes: tuple[Quote, ...]
    score: float
    before: str = ""
    answer: str = ""
    about_article: bool = False
