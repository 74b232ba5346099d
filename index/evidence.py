"""From passages down to the few sentences that answer a question, each ready to be quoted."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.about import about_article, header_of
from index.article import Article, Evidence, Passage, Quote
from index.asked import asked_thing, may_answer, mentions
from index.dates import asked_period, parse_date
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
# date, a person); the thing that "what …" asks for unmentioned in it and around it; publication on the days
# asked for. Chosen on bench/questions/samples.jsonl.
_SHARED_WORDS = 3.0
_UNKNOWN_NAME = -1.5
_OTHER_NAME = -3.0
_WRONG_KIND = -3.0
_THING_UNMENTIONED = -2.0
_IN_PERIOD = 1.0
# A shorter line is a heading or a fragment.
_FEWEST_WORDS = 3


def find_evidence(
    question: str, passages: Sequence[Passage], head: Scorer, *, limit: int, as_of: date
) -> list[Evidence]:
    """At most `limit` pieces of evidence, the likeliest answer first; near-duplicates are one piece."""
    if not content_stems(question):
        return []
    about = about_article(question, passages)
    if about is not None:
        return about[:limit]
    candidates = _candidates(question, passages)
    said = [Said(c.quote.text, c.quote.article.title, c.before) for c in candidates]
    period = asked_period(question, as_of=as_of)
    thing = asked_thing(question)
    asked_names = {stem(name) for name in names(question)}
    unknown = {c.quote.article.id: _unknown_names(asked_names, c.quote.article) for c in candidates}
    found = []
    for candidate, score in zip(candidates, head.score(question, said), strict=True):
        article = candidate.quote.article
        odds = _log_odds(score) + _SHARED_WORDS * candidate.shared + _UNKNOWN_NAME * unknown[article.id]
        odds += 0.0 if candidate.of_kind else _WRONG_KIND
        context = f"{candidate.quote.text} {candidate.before} {article.title}"
        odds += _THING_UNMENTIONED if thing and not mentions(thing, context) else 0.0
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
    words = {stem(word) for word in WORD.findall(f"{header_of(article)} {article.text}")}
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
