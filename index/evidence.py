"""From passages down to the few sentences that answer a question, each ready to be quoted."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.article import Article, Passage
from index.asked import may_answer
from index.dates import asked_period, parse_date, spoken
from index.protocols import Said, Scorer
from index.sentences import split_sentences
from index.words import WORD, confuses_names, content_stems, names, numbers, root, stem

# Sentences that the head looks at for one question: it takes about 5 ms for each on 2 cores.
_CANDIDATES = 24
# Two sentences of different articles tell the same when the shorter shares this much of its content words.
_SAME = 0.75
# What else speaks for or against a sentence, in log-odds beside the head's: the share of the question's words
# in it; a name in the question that the whole article does not know; another name that shares a word with one
# of the question's ("South Korea", "North Korea"); nothing in it of the kind that is asked for (an amount, a
# date, a person); publication on the days asked for. Chosen on bench/questions/samples.jsonl.
_SHARED_WORDS = 3.0
_UNKNOWN_NAME = -1.5
_OTHER_NAME = -2.0
_WRONG_KIND = -3.0
_IN_PERIOD = 1.0
# A shorter line is a heading or a fragment.
_FEWEST_WORDS = 3

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


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that stand verbatim in the text of an article."""

    article: Article
    text: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that bears on the question, the quotes it rests on, and how likely it answers (0 to 1).

    `before` is the sentence before it.
    `about_article` marks what is known of the article itself, its author or its date; `text` then says
    it in a sentence of ours, while the quote is the byline or the date line.
    """

    text: str
    quotes: tuple[Quote, ...]
    score: float
    before: str = ""
    about_article: bool = False


def find_evidence(
    question: str, passages: Sequence[Passage], head: Scorer, *, limit: int, as_of: date
) -> list[Evidence]:
    """At most `limit` pieces of evidence, the likeliest answer first; near-duplicates are one piece."""
    if not content_stems(question):
        return []
    about = _about_article(question, passages)
    if about is not None:
        return about[:limit]
    candidates = _candidates(question, passages)
    said = [Said(c.quote.text, c.quote.article.title, c.before) for c in candidates]
    period = asked_period(question, as_of=as_of)
    asked_names = {stem(name) for name in names(question)}
    unknown = {c.quote.article.id: _unknown_names(asked_names, c.quote.article) for c in candidates}
    found = []
    for candidate, score in zip(candidates, head.score(question, said), strict=True):
        article = candidate.quote.article
        odds = _log_odds(score) + _SHARED_WORDS * candidate.shared + _UNKNOWN_NAME * unknown[article.id]
        odds += 0.0 if candidate.of_kind else _WRONG_KIND
        odds += _OTHER_NAME if confuses_names(question, candidate.quote.text) else 0.0
        odds += _IN_PERIOD if period and period.holds(article.published) else 0.0
        found.append(Evidence(candidate.quote.text, (candidate.quote,), _probability(odds), candidate.before))
    found.sort(key=lambda e: -e.score)
    return _merge(found)[:limit]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A sentence that may answer, and the one before it.

    `shared` is the share of the question's content words that stand in it; `of_kind` says whether it holds
    the kind of thing that the question asks for.
    """

    quote: Quote
    before: str
    shared: float
    of_kind: bool


def _candidates(question: str, passages: Sequence[Passage]) -> list[_Candidate]:
    """The sentences that share most with the question, those of better passages first among equals."""
    asked = set(content_stems(question))
    ranked: list[tuple[float, int, _Candidate]] = []
    for rank, passage in enumerate(passages):
        before = ""
        for sentence in split_sentences(passage.text):
            text = sentence.text
            if len(text.split()) < _FEWEST_WORDS or _is_header(text, passage.article):
                continue
            shared = len(asked & set(content_stems(text))) / max(1, len(asked))
            of_kind = may_answer(question, text)
            candidate = _Candidate(Quote(passage.article, text), before, shared, of_kind)
            ranked.append((shared + 1 / (1 + rank) + of_kind, len(ranked), candidate))
            before = text
    ranked.sort(key=lambda item: (-item[0], item[1]))
    return [candidate for _, _, candidate in ranked[:_CANDIDATES]]


def _is_header(text: str, article: Article) -> bool:
    """A headline says what an article is about, and answers nothing."""
    return text == article.title or text in article.authors or parse_date(text) is not None


def _log_odds(probability: float) -> float:
    inside = min(max(probability, 1e-6), 1 - 1e-6)
    return math.log(inside / (1 - inside))


def _probability(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))


def _unknown_names(asked_names: set[str], article: Article) -> int:
    """How many names of the question the article does not know in any form."""
    words = {stem(word) for word in WORD.findall(f"{_header(article)} {article.text}")}
    roots = {root(word) for word in words}
    return sum(name not in words and root(name) not in roots for name in asked_names)


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

    The article meant is the one whose title, byline and date share most with the question. Where that one
    has no byline or no date, or none is meant clearly, there is no evidence, whatever other articles say.
    """
    asks_author = _ASKS_AUTHOR.search(question) is not None
    if not asks_author and not _ASKS_PUBLISHED.search(question):
        return None
    articles = list({p.article.id: p.article for p in passages}.values())
    topic = set(content_stems(question)) - _FRAME
    by_header = [len(topic & set(content_stems(_header(article)))) for article in articles]
    if not _SPEAKS_OF_ARTICLE.search(question) and max(by_header, default=0) < _MEANT * len(topic):
        return None
    if not articles or (not topic and len(articles) > 1):
        return []
    meant = articles[by_header.index(max(by_header))]
    known = set(content_stems(f"{_header(meant)} {meant.text}"))
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


def _header(article: Article) -> str:
    day = spoken(article.published) if article.published else ""
    return " ".join((article.title, *article.authors, day))
