"""Questions about an article itself: who wrote it, and when did it appear?

They are answered from the byline and the date line, which hold the answer and say nothing else.
"""

import re
from collections.abc import Sequence

from index.article import Article, Evidence, Passage, Quote
from index.dates import parse_date, spoken
from index.words import content_stems

_ARTICLE_WORD = r"(?:article|story|report|piece|text)s?"
_ASKS_AUTHOR = re.compile(
    r"\bwho\s+(?:wrote|authored|penned|reported)\b|\b(?:who|what|which|whose|name)\b.*\b(?:author|byline|written\s+by)\b"
    r"|\b(?:who|which|what|name)\b.*\b(?:journalist|reporter|writer)s?\b.*\b(?:wrote|behind|responsible)\b"
    rf"|\bwhose\s+{_ARTICLE_WORD}\b",
    re.IGNORECASE,
)
_ASKS_PUBLISHED = re.compile(
    rf"\b(?:when|day|date)\b.*\b{_ARTICLE_WORD}\b.*\b(?:published|written|dated|printed|appear\w*|posted|out)\b"
    rf"|\b(?:when|day|date)\b.*\b(?:published|dated|printed|posted)\b.*\b{_ARTICLE_WORD}\b"
    rf"|\bdate\s+(?:of|on)\s+(?:the\s+)?{_ARTICLE_WORD}\b|\b(?:publication|publishing)\s+date\b",
    re.IGNORECASE,
)
_SPEAKS_OF_ARTICLE = re.compile(rf"\b{_ARTICLE_WORD}\b|\bbyline\b|\bpublication\b", re.IGNORECASE)
# Words of such questions that do not say which article is meant.
_FRAME = frozenset(
    content_stems(
        "article story report piece text wrote written write author byline reporter journalist writer name"
        " headlined headline titled title entitled published publish publication publishing date dated day"
        " printed posted appear appeared calendar two three both person news tell penned authored"
    )
)
# This share of the words that say which article is meant must stand in it.
_MEANT = 0.5
_HEADER_LINES = 8


def about_article(question: str, passages: Sequence[Passage]) -> list[Evidence] | None:
    """Evidence on who wrote an article or when it appeared; None where neither is asked.

    The article meant is the one whose title, byline and date share most with the question. Where that one
    has no byline or no date, or none is meant clearly, there is no evidence, whatever other articles say.
    """
    asks_author = _ASKS_AUTHOR.search(question) is not None
    if not asks_author and not _ASKS_PUBLISHED.search(question):
        return None
    articles = list({p.article.id: p.article for p in passages}.values())
    topic = set(content_stems(question)) - _FRAME
    by_header = [len(topic & set(content_stems(header_of(article)))) for article in articles]
    if not _SPEAKS_OF_ARTICLE.search(question) and max(by_header, default=0) < _MEANT * len(topic):
        return None
    if not articles or (not topic and len(articles) > 1):
        return []
    meant = articles[by_header.index(max(by_header))]
    known = set(content_stems(f"{header_of(meant)} {meant.text}"))
    if len(topic & known) < _MEANT * len(topic):
        return []
    fact = _author(meant) if asks_author else _published(meant)
    return [fact] if fact else []


def _author(article: Article) -> Evidence | None:
    line = next((x for x in _first_lines(article) if all(a in x for a in article.authors)), None)
    if not article.authors or line is None:
        return None
    text = f"“{article.title}” was written by {' and '.join(article.authors)}."
    return Evidence(text, (Quote(article, line),), 1.0, about_article=True)


def _published(article: Article) -> Evidence | None:
    line = next((x for x in _first_lines(article) if parse_date(x) == article.published), None)
    if article.published is None or line is None:
        return None
    text = f"“{article.title}” was published on {line}."
    return Evidence(text, (Quote(article, line),), 1.0, about_article=True)


def _first_lines(article: Article) -> list[str]:
    return [line.strip() for line in article.text.split("\n")[:_HEADER_LINES] if line.strip()]


def header_of(article: Article) -> str:
    """Title, authors and date as one line of words."""
    day = spoken(article.published) if article.published else ""
    return " ".join((article.title, *article.authors, day))
