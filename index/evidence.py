"""From passages down to the few sentences that answer a question, each ready to be quoted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.article import Article, Passage
from index.dates import asked_period, parse_date, spoken
from index.protocols import Scorer
from index.sentences import split_sentences
from index.words import content_stems, names, numbers, stem

# Sentences that the head looks at for one question: 32 pairs take it about 60 ms on 2 cores.
_CANDIDATES = 32
# Two sentences of different articles tell the same when the shorter shares this much of its content words.
_SAME = 0.75
# A name in the question that the whole article does not know makes it doubtful that the article answers.
_UNKNOWN_NAME = 0.3
# A sentence of an article published on the days that were asked for.
_IN_PERIOD = 1.5

_ASKS_AUTHOR = re.compile(
    r"\b(?:who\s+(?:wrote|authored|penned|reported|is\s+the\s+(?:author|reporter|journalist|writer))"
    r"|whose\s+(?:article|byline|report|story)|written\s+by|author\s+of|byline"
    r"|(?:journalist|reporter|author)\s+(?:wrote|of|is|was|behind|who)|which\s+(?:journalist|reporter|author))",
    re.IGNORECASE,
)
_ASKS_PUBLISHED = re.compile(
    r"\b(?:when|what\s+(?:day|date)|which\s+(?:day|date)|date)\b.*"
    r"\b(?:(?:article|story|report|piece|text)\b.*\b(?:published|written|dated|printed|appear\w*|posted|from|out)"
    r"|(?:published|dated|printed|posted)\b|date\s+of\s+the\s+(?:article|story|report|piece))"
    r"|\b(?:publication|publishing)\s+date\b"
    r"|\bdate\s+(?:of|on)\s+(?:the\s+)?(?:article|story|report|piece)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that stand verbatim in the text of an article."""

    article: Article
    text: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that bears on the question, the quotes it rests on, and how likely it answers (0 to 1).

    `about_article` marks what is known of the article itself, its author or its date; `text` then says
    it in a sentence of ours, while the quote is the byline or the date line.
    """

    text: str
    quotes: tuple[Quote, ...]
    score: float
    about_article: bool = False


def find_evidence(
    question: str, passages: Sequence[Passage], head: Scorer, *, limit: int, as_of: date
) -> list[Evidence]:
    """At most `limit` pieces of evidence, the likeliest answer first; near-duplicates are one piece."""
    about = _about_article(question, passages)
    if about is not None:
        return about[:limit]
    candidates = _candidates(question, passages)
    scores = head.score(question, [quote.text for quote in candidates])
    period = asked_period(question, as_of=as_of)
    asked_names = {stem(name) for name in names(question)}
    known: dict[str, float] = {}
    found = []
    for quote, score in zip(candidates, scores, strict=True):
        article = quote.article
        if article.id not in known:
            known[article.id] = _familiarity(asked_names, article)
        boost = _IN_PERIOD if period and period.holds(article.published) else 1.0
        found.append(Evidence(quote.text, (quote,), min(1.0, score * boost) * known[article.id]))
    found.sort(key=lambda e: -e.score)
    return _merge(found)[:limit]


def _candidates(question: str, passages: Sequence[Passage]) -> list[Quote]:
    """The sentences that share most with the question, those of better passages first among equals."""
    asked = set(content_stems(question))
    ranked: list[tuple[float, int, Quote]] = []
    for rank, passage in enumerate(passages):
        for sentence in split_sentences(passage.text):
            text = sentence.text
            if len(text.split()) < 3 or parse_date(text) or text in passage.article.authors:
                continue
            shared = len(asked & set(content_stems(text))) / max(1, len(asked))
            ranked.append((shared + 1 / (1 + rank), len(ranked), Quote(passage.article, text)))
    ranked.sort(key=lambda item: (-item[0], item[1]))
    return [quote for _, _, quote in ranked[:_CANDIDATES]]


def _familiarity(asked_names: set[str], article: Article) -> float:
    """1 where the article knows every name of the question; less for each that it does not."""
    words = {stem(word) for word in re.findall(r"[^\W_]+(?:['’.-][^\W_]+)*", _everything(article))}
    roots = {word[:5] for word in words}
    unknown = [n for n in asked_names if n not in words and n[:5] not in roots]
    return float(_UNKNOWN_NAME ** len(unknown))


def _everything(article: Article) -> str:
    day = spoken(article.published) if article.published else ""
    return " ".join((article.title, *article.authors, day, article.text))


def _merge(found: Sequence[Evidence]) -> list[Evidence]:
    """One event told twice is one piece of evidence with both quotes; the better telling gives the text."""
    merged: list[Evidence] = []
    for evidence in found:
        for at, kept in enumerate(merged):
            if _same(evidence, kept):
                known = {quote.article.id for quote in kept.quotes}
                new = tuple(q for q in evidence.quotes if q.article.id not in known)
                merged[at] = replace(kept, quotes=kept.quotes + new)
                break
        else:
            merged.append(evidence)
    return merged


def _same(a: Evidence, b: Evidence) -> bool:
    first, second = set(content_stems(a.text)), set(content_stems(b.text))
    smaller = min(len(first), len(second))
    if smaller == 0 or numbers(a.text) != numbers(b.text):
        return False
    return len(first & second) / smaller >= _SAME


def _about_article(question: str, passages: Sequence[Passage]) -> list[Evidence] | None:
    """Evidence on who wrote an article or when it appeared; None where neither is asked.

    The article meant is the one whose title shares most with the question; where that one has no byline
    or no date, there is no evidence, whatever other articles say.
    """
    asks_author = _ASKS_AUTHOR.search(question) is not None
    asks_date = _ASKS_PUBLISHED.search(question) is not None
    if not asks_author and not asks_date:
        return None
    articles = list({p.article.id: p.article for p in passages}.values())
    asked = set(content_stems(question))
    meant = sorted(
        enumerate(articles),
        key=lambda item: (-len(asked & set(content_stems(item[1].title))), item[0]),
    )
    if not meant:
        return []
    return [fact for fact in (_fact(meant[0][1], author=asks_author),) if fact]


def _fact(article: Article, *, author: bool) -> Evidence | None:
    title = f"“{article.title}”"
    if author:
        line = _line_with(article, ", ".join(article.authors)) if article.authors else None
        text = f"{title} was written by {' and '.join(article.authors)}."
    else:
        line = _date_line(article)
        text = f"{title} was published on {line}."
    return Evidence(text, (Quote(article, line),), 1.0, about_article=True) if line else None


def _line_with(article: Article, words: str) -> str | None:
    header = [line.strip() for line in article.text.split("\n")[:8]]
    return next((line for line in header if words in line), None)


def _date_line(article: Article) -> str | None:
    header = [line.strip() for line in article.text.split("\n")[:8]]
    return next((line for line in header if article.published and parse_date(line) == article.published), None)
