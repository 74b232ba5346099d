"""From passages down to the few sentences that answer a question, each ready to be quoted."""

from collections.abc import Sequence
from dataclasses import replace

from index.about import about_article, header_of
from index.agreement import agreement
from index.article import Evidence, Passage
from index.asked import asked_thing
from index.candidates import Candidate, find_candidates
from index.fuse import RANK_CONSTANT
from index.odds import log_odds, probability
from index.premise import denies
from index.protocols import Reader, Said, Scorer
from index.signals import UNPLACED, Signals
from index.window import window
from index.words import WORD, confuses_names, content_stems, names, numbers, root, stem

# Two sentences of different articles tell the same when the shorter shares this much of its content words.
_SAME = 0.75
# What the log-odds of a passage's best sentence add to its score. Chosen on the earlier half of the news
# questions, where 0.2 and 0.3 do equally well, and less a little worse.
_BEST_SENTENCE = 0.2 / RANK_CONSTANT
_MOST_ODDS = 5.0
# Passages whose sentences are looked at.
RERANKED = 10
# Digits of a number that is often spelt out.
_SMALL_NUMBER = 2
# What agreement (`index.agreement`) adds to the log-odds when sentences are ranked. It says which of them
# answers, not whether one does: names that fill an article agree everywhere. Chosen on the earlier half of
# the news questions, where the best sentence holds the answer in 57 % instead of 52; twice that does as well.
_AGREED = 0.3
# Around so many of the likeliest sentences the reader reads: it takes about 14 ms a window on 2 cores.
_READ = 2


def find_evidence(
    question: str, passages: Sequence[Passage], head: Scorer, reader: Reader, *, limit: int
) -> list[Evidence]:
    """At most `limit` pieces of evidence, the likeliest answer first; near-duplicates are one piece."""
    about = about_article(question, passages)
    if about is not None:
        return about[:limit]
    return merge([evidence for evidence, _ in weigh(question, passages, head, reader)])[:limit]


def weigh(
    question: str, passages: Sequence[Passage], head: Scorer, reader: Reader
) -> list[tuple[Evidence, Signals]]:
    """The candidate sentences of the passages, the likeliest answer first, each with its signals.

    The head judges every one by itself; around the likeliest the reader then reads the passage.
    """
    candidates = find_candidates(question, passages)
    if not candidates:
        return []
    weighed = _judged(question, candidates, head)
    likeliest = _ranked(question, candidates, weighed)[:_READ]
    answers = _read(question, candidates, weighed, likeliest, reader)
    return [
        (_evidence(candidates[at], weighed[at].log_odds, answers[at]), weighed[at])
        for at in _ranked(question, candidates, weighed)
    ]


def _ranked(question: str, candidates: Sequence[Candidate], weighed: Sequence[Signals]) -> list[int]:
    """Places of the candidates, the likeliest answer first."""
    odds = [signals.log_odds for signals in weighed]
    agreed = agreement(question, [candidate.quote.text for candidate in candidates], odds)
    return sorted(range(len(odds)), key=lambda at: -(odds[at] + _AGREED * agreed[at]))


def _judged(question: str, candidates: Sequence[Candidate], head: Scorer) -> list[Signals]:
    """The signals of every candidate, before anything is read around it."""
    asked = set(content_stems(question))
    thing = asked_thing(question)
    # A year or a count; a small number may be spelt out.
    figures = {word for word in WORD.findall(question) if word.isdigit() and len(word) > _SMALL_NUMBER}
    particulars = {stem(name) for name in names(question)} | figures
    articles = {c.quote.article.id: c.quote.article for c in candidates}
    known = {key: _forms(f"{header_of(article)} {article.text}") for key, article in articles.items()}
    best_score = max(candidate.passage.score for candidate in candidates)
    said = [Said(c.quote.text, c.quote.article.title, c.before) for c in candidates]
    return [
        Signals(
            head=log_odds(score),
            shared=candidate.shared,
            unknown=sum(not _knows(known[candidate.quote.article.id], name) for name in particulars),
            namesake=confuses_names(question, candidate.quote.text),
            wrong_kind=not candidate.of_kind,
            thing_untold=thing is not None and not _knows(known[candidate.quote.article.id], thing),
            denied=denies(candidate.quote.text, question),
            standing=candidate.passage.score / best_score,
            titled=len(asked & set(content_stems(candidate.quote.article.title))) / len(asked),
        )
        for candidate, score in zip(candidates, head.score(question, said), strict=True)
    ]


def _read(
    question: str,
    candidates: Sequence[Candidate],
    weighed: list[Signals],
    likeliest: Sequence[int],
    reader: Reader,
) -> list[str]:
    """Add what the reader makes of the windows around the likeliest candidates, to all that stand in them.

    For each candidate the words that it takes for the answer; empty where it was not read.
    """
    windows: list[tuple[Passage, int, int]] = []
    for at in likeliest:
        passage, start = candidates[at].passage, candidates[at].start
        if not any(passage is read and first <= start < last for read, first, last in windows):
            windows.append((passage, *window(passage.text, start)))
    texts = [(passage.text[first:last], passage.article.title) for passage, first, last in windows]
    readings = reader.read(question, texts)
    answers = [""] * len(candidates)
    for at, candidate in enumerate(candidates):
        end = candidate.start + len(candidate.quote.text)
        for reading, (passage, first, last) in zip(readings, windows, strict=True):
            if candidate.passage is passage and first <= candidate.start and end <= last:
                placed, (begins, ends) = reading.best(candidate.start - first, end - first)
                answers[at] = passage.text[first + begins : first + ends]
                weighed[at] = replace(weighed[at], told=reading.log_odds, placed=max(placed, UNPLACED))
                break
    return answers


def _evidence(candidate: Candidate, odds: float, answer: str) -> Evidence:
    quote = candidate.quote
    return Evidence(quote.text, (quote,), probability(odds), candidate.before, answer)


def rerank(question: str, passages: Sequence[Passage], head: Scorer, reader: Reader) -> list[Passage]:
    """The passages again, those of the first RERANKED whose sentences answer moved up."""
    read = passages[:RERANKED]
    best: dict[Passage, float] = {}
    for evidence, signals in weigh(question, read, head, reader):
        quote = evidence.quotes[0]
        for passage in read:
            if passage.article.id == quote.article.id and quote.text in passage.text:
                odds = max(-_MOST_ODDS, min(_MOST_ODDS, signals.log_odds))
                best[passage] = max(best.get(passage, -_MOST_ODDS), odds)
    read = sorted(read, key=lambda p: -(p.score + _BEST_SENTENCE * best.get(p, -_MOST_ODDS)))
    return [*read, *passages[RERANKED:]]


def _forms(text: str) -> set[str]:
    """Stems of all words of a text, and the beginnings that "Korea" and "Korean" share."""
    stems = {stem(word) for word in WORD.findall(text)}
    return stems | {root(word) for word in stems}


def _knows(forms: set[str], word: str) -> bool:
    """Whether a stem stands in a text in any form."""
    return word in forms or root(word) in forms


def merge(found: Sequence[Evidence]) -> list[Evidence]:
    """One event told twice is one piece of evidence with both quotes; the better telling gives the text."""
    merged: list[Evidence] = []
    for evidence in found:
        for at, kept in enumerate(merged):
            if tell_the_same(evidence.text, kept.text):
                known = {quote.article.id for quote in kept.quotes}
                new = tuple(q for q in evidence.quotes if q.article.id not in known)
                merged[at] = replace(kept, quotes=kept.quotes + new)
                break
        else:
            merged.append(evidence)
    return merged


def tell_the_same(a: str, b: str) -> bool:
    """Whether two sentences share most of their content words, and all their numbers."""
    first, second = set(content_stems(a)), set(content_stems(b))
    smaller = min(len(first), len(second))
    if smaller == 0 or numbers(a) != numbers(b):
        return False
    return len(first & second) / smaller >= _SAME
