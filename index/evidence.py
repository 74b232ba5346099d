"""From passages down to the few sentences that answer a question, each ready to be quoted."""

import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace

from index.about import about_article, header_of
from index.agreement import agreement
from index.article import Article, Evidence, Passage, Quote
from index.asked import asked_thing, asks_for_more, may_answer
from index.dates import parse_date
from index.fuse import RANK_CONSTANT
from index.odds import log_odds, probability
from index.premise import denies
from index.protocols import Said, Scorer
from index.sentences import split_sentences
from index.words import WORD, confuses_names, content_stems, names, numbers, root, stem

# Sentences that the head looks at for one question: it takes about 5 ms for each on 2 cores. Of the earlier
# half of the news questions 20 find the answer no more often, among the first three sentences or ten.
_CANDIDATES = 16
# What standing in the first passage counts among them, in shares of the question's words; half of it in the
# second, and so on. From 0.3 to 1 the earlier half of the news questions keeps as many right sentences; less
# leaves room for what other articles say.
_FIRST = 0.3
# Two sentences of different articles tell the same when the shorter shares this much of its content words.
_SAME = 0.75
# What the log-odds of a passage's best sentence add to its score. Chosen on the earlier half of the news
# questions, where 0.2 and 0.3 do equally well, and less a little worse.
_BEST_SENTENCE = 0.2 / RANK_CONSTANT
_MOST_ODDS = 5.0
# Passages whose sentences are looked at.
RERANKED = 10
# A shorter line is a heading or a fragment.
_FEWEST_WORDS = 3
# A line that ends without a mark is a heading too, or a byline ("Ana Ruiz, Business"), unless it is long.
_LONGEST_LINE = 12
# Digits of a number that is often spelt out.
_SMALL_NUMBER = 2
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’)\]]*$")


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for and against a sentence as the answer to a question.

    The head's log-odds; the share of the question's words in it; names and numbers in the question that its
    whole article does not know; a namesake ("South Korea" asked, "North Korea" told); nothing in it of the
    kind that is asked for (an amount, a date, a person); the thing that "what …" asks for nowhere in its
    article; that it denies what the question takes for granted; the score of its passage as a share of the
    best passage's; the share of the question's words in the headline of its article.
    """

    head: float
    shared: float
    unknown: int
    namesake: bool
    wrong_kind: bool
    thing_untold: bool
    denied: bool
    standing: float
    titled: float

    @property
    def values(self) -> tuple[float, ...]:
        """The signals as numbers, in their order."""
        return tuple(float(value) for value in astuple(self))

    @property
    def log_odds(self) -> float:
        """How likely the sentence answers."""
        return _INTERCEPT + sum(w * value for w, value in zip(_WEIGHTS, self.values, strict=True))


# Of the signals, in order: logistic regression on the choosing splits (`finetune.calibration`), rounded.
# Namesakes, untold and denied things are too few there to fit; theirs are judgements.
_WEIGHTS = (0.6, 1.0, -0.85, -2.0, -1.5, -1.5, -2.0, 10.0, 1.2)
_INTERCEPT = -10.9
# What agreement (`index.agreement`) adds to the log-odds when sentences are ranked. It says which of them
# answers, not whether one does: names that fill an article agree everywhere. Chosen on the earlier half of
# the news questions, where the best sentence holds the answer in 57 % instead of 52; 1.0 does as well.
_AGREED = 0.5


def find_evidence(question: str, passages: Sequence[Passage], head: Scorer, *, limit: int) -> list[Evidence]:
    """At most `limit` pieces of evidence, the likeliest answer first; near-duplicates are one piece."""
    about = about_article(question, passages)
    if about is not None:
        return about[:limit]
    return _merge([evidence for evidence, _ in weigh(question, passages, head)])[:limit]


def weigh(question: str, passages: Sequence[Passage], head: Scorer) -> list[tuple[Evidence, Signals]]:
    """The candidate sentences of the passages, the likeliest answer first, each with its signals."""
    asked = set(content_stems(question))
    if not asked:
        return []
    candidates = _candidates(question, passages)
    said = [Said(c.quote.text, c.quote.article.title, c.before) for c in candidates]
    thing = asked_thing(question)
    # A year or a count; a small number may be spelt out.
    figures = {word for word in WORD.findall(question) if word.isdigit() and len(word) > _SMALL_NUMBER}
    particulars = {stem(name) for name in names(question)} | figures
    articles = {c.quote.article.id: c.quote.article for c in candidates}
    known = {key: _forms(f"{header_of(article)} {article.text}") for key, article in articles.items()}
    best_score = max((candidate.passage_score for candidate in candidates), default=1.0)
    weighed: list[Signals] = []
    for candidate, score in zip(candidates, head.score(question, said), strict=True):
        article = candidate.quote.article
        weighed.append(
            Signals(
                head=log_odds(score),
                shared=candidate.shared,
                unknown=sum(not _knows(known[article.id], name) for name in particulars),
                namesake=confuses_names(question, candidate.quote.text),
                wrong_kind=not candidate.of_kind,
                thing_untold=thing is not None and not _knows(known[article.id], thing),
                denied=denies(candidate.quote.text, question),
                standing=candidate.passage_score / best_score,
                titled=len(asked & set(content_stems(article.title))) / len(asked),
            )
        )
    texts = [candidate.quote.text for candidate in candidates]
    odds = [signals.log_odds for signals in weighed]
    agreed = agreement(question, texts, odds)
    order = sorted(range(len(odds)), key=lambda at: -(odds[at] + _AGREED * agreed[at]))
    return [(_evidence(candidates[at], odds[at]), weighed[at]) for at in order]


def _evidence(candidate: "_Candidate", odds: float) -> Evidence:
    quote = candidate.quote
    return Evidence(quote.text, (quote,), probability(odds), candidate.before)


def rerank(question: str, passages: Sequence[Passage], head: Scorer) -> list[Passage]:
    """The passages again, those of the first RERANKED whose sentences answer moved up."""
    read = passages[:RERANKED]
    best: dict[Passage, float] = {}
    for evidence, signals in weigh(question, read, head):
        quote = evidence.quotes[0]
        for passage in read:
            if passage.article.id == quote.article.id and quote.text in passage.text:
                odds = max(-_MOST_ODDS, min(_MOST_ODDS, signals.log_odds))
                best[passage] = max(best.get(passage, -_MOST_ODDS), odds)
    read = sorted(read, key=lambda p: -(p.score + _BEST_SENTENCE * best.get(p, -_MOST_ODDS)))
    return [*read, *passages[RERANKED:]]


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
    passage_score: float


def _candidates(question: str, passages: Sequence[Passage]) -> list[_Candidate]:
    """The sentences that share most with the question, those of better passages first among equals.

    A sentence that asks, or that only gives the question back, is none.
    """
    asked = set(content_stems(question))
    ranked: list[tuple[float, int, _Candidate]] = []
    for rank, passage in enumerate(passages):
        before = ""
        for sentence in split_sentences(passage.text):
            text = sentence.text
            told = set(content_stems(text))
            if len(text.split()) < _FEWEST_WORDS or _is_header(text, passage.article):
                continue
            if text.endswith("?") or (told <= asked and asks_for_more(question)):
                before = text
                continue
            shared = len(asked & told) / max(1, len(asked))
            of_kind = may_answer(question, text)
            candidate = _Candidate(Quote(passage.article, text), before, shared, of_kind, passage.score)
            ranked.append((shared + _FIRST / (1 + rank) + of_kind, len(ranked), candidate))
            before = text
    ranked.sort(key=lambda item: (-item[0], item[1]))
    return [candidate for _, _, candidate in ranked[:_CANDIDATES]]


def _is_header(text: str, article: Article) -> bool:
    """A headline, a byline or a caption says what an article is about, and answers nothing."""
    if not _SENTENCE_END.search(text) and len(text.split()) < _LONGEST_LINE:
        return True
    return text == article.title or text in article.authors or parse_date(text) is not None


def _forms(text: str) -> set[str]:
    """Stems of all words of a text, and the beginnings that "Korea" and "Korean" share."""
    stems = {stem(word) for word in WORD.findall(text)}
    return stems | {root(word) for word in stems}


def _knows(forms: set[str], word: str) -> bool:
    """Whether a stem stands in a text in any form."""
    return word in forms or root(word) in forms


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
