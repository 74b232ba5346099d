"""From a question to verified sentences with footnotes, or to an honest refusal."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from bot.dialogue import (
    QUOTATION,
    Answer,
    GivenPassage,
    Question,
    Rejected,
    Sentence,
    Timings,
    Weighed,
    Why,
)
from bot.disagree import keeps, rival
from bot.draft import Drafted, draft
from bot.errors import ModelError
from bot.follow_up.carry import carried
from bot.follow_up.stand_alone import FollowUp, follow_up, unchanged
from bot.foreign import language_notice
from bot.gate import THRESHOLDS, confidence
from bot.headline import lead_in
from bot.llm import LanguageModel
from bot.prompt import LONGEST_QUESTION, answer_prompt, fitting
from bot.shorten import shorten
from bot.sources import Footnotes, nearest_titles
from bot.timeline import Chronicle, list_articles
from bot.verify import Verifier
from index.article import Article, Evidence, Passage, Quote
from index.asked import asks_for_more
from index.evidence import find_evidence
from index.fuse import RANK_CONSTANT
from index.overview import asked_overview
from index.protocols import Reader, Said, Scorer
from index.words import content_stems

# A draft that answers much worse than the best quote does has lost the point; the quote is shown instead.
DRAFT_KEEPS = 0.9
# Evidence far below the best only leads a small model astray.
EVIDENCE_KEEPS = 0.3
# What comes this near to a doubtful best is quoted beside it.
SECOND_KEEPS = 0.5
# "Write", "written" and "wrote" are seldom told apart by more; what begins alike is taken for one word.
_SAME_WORD = 4

PASSAGES = 10
MOST_EVIDENCE = 4
MOST_SENTENCES = 2
MOST_WORDS = 40
MOST_FOOTNOTES = 3
# Fewer words of a second sentence tell nothing.
FEWEST_WORDS = 10
# 40 words are about 60 tokens; the rest is for marks and numbers.
ANSWER_TOKENS = 64
CONTRADICTION = "Another article tells it differently:"


class ArticleSearch(Chronicle, Protocol):
    """A searchable library (`index.search`)."""

    def passages_of(self, article_id: str) -> list[Passage]:
        """All passages of one article in the order of its text; none where it is not there any more."""


@dataclass(frozen=True, slots=True)
class Listener:
    """What to tell while an answer is being made: a status line, then each verified sentence."""

    status: Callable[[str], None] = lambda _: None
    sentence: Callable[[Sentence], None] = lambda _: None


SILENT = Listener()


class Answerer:
    """Answers from evidence; without a model, or when it fails, by quoting."""

    def __init__(
        self,
        search: ArticleSearch,
        head: Scorer,
        reader: Reader,
        verifier: Verifier,
        model: LanguageModel | None,
        *,
        gate: float,
        context_tokens: int,
    ) -> None:
        """`gate` is the confidence that an answer must have (`bot.gate`)."""
        self._search = search
        self._head = head
        self._reader = reader
        self._verifier = verifier
        self._gate = gate
        self._model = model
        self._context_tokens = context_tokens

    def answer(self, question: Question, listener: Listener = SILENT) -> Answer:
        """Answer or refuse; a model that dies costs its wording, never the answer."""
        overview = None if question.passages else asked_overview(question.text, as_of=question.asked)
        if overview:
            listed = list_articles(question, overview, self._search)
            # In a conversation "What happened in 1985?" may ask for more of what was spoken of.
            if not (listed.refused and question.history):
                return listed
        began = time.monotonic()

        def elapsed() -> int:
            return round((time.monotonic() - began) * 1000)

        listener.status("searching the articles")
        text, passages, evidence = self._understood(question)
        search_ms = elapsed()
        book = Footnotes(evidence, most=MOST_FOOTNOTES)
        sentences: list[Sentence] = []
        rejected: list[Rejected] = []
        first_ms: int | None = None
        notice, model = "", QUOTATION
        if evidence and confidence(evidence[0], worded=True) >= self._gate:
            listener.status("reading the evidence")
            other = rival(text, evidence)
            try:
                # Where articles contradict each other, each is given in its own words.
                for spoken, quotes in () if other else self._worded(text, evidence, rejected):
                    sentences.append(Sentence(spoken, book.cite(quotes)))
                    first_ms = elapsed() if first_ms is None else first_ms
                    listener.sentence(sentences[-1])
                    model = self._model.name if self._model else QUOTATION
            except ModelError as error:
                notice = str(error)
            if not sentences and confidence(evidence[0], worded=False) >= self._gate:
                for sentence in self._quoted(text, evidence, book, other):
                    sentences.append(sentence)
                    first_ms = elapsed() if first_ms is None else first_ms
                    listener.sentence(sentence)
            if other and sentences:
                sentences.append(self._contradiction(text, other, book))
                listener.sentence(sentences[-1])
        sure = confidence(evidence[0], worded=model != QUOTATION) if evidence else 0.0
        nearest = () if sentences else nearest_titles(passages)
        notice = f"{notice} {language_notice(question, [p.article for p in passages])}".strip()
        timings = Timings(search=search_ms, first_token=first_ms, total=elapsed())
        found = tuple(
            Weighed(piece.quotes[0].text, piece.quotes[0].article.title, piece.score) for piece in evidence
        )
        why = Why(text, found, tuple(rejected), self._gate)
        return Answer(
            question.text, tuple(sentences), book.footnotes(), nearest, timings, model, sure, notice, why=why
        )

    def _understood(self, question: Question) -> tuple[str, list[Passage], list[Evidence]]:
        """The question as it is asked of the evidence, what was found for it, and the evidence in that.

        What may go on with the last turn or begin something else is read both ways, and the reading that is
        likelier answered is taken.
        """
        asked = question.text[:LONGEST_QUESTION]
        whole = follow_up(asked, question.history)
        readings = []
        for reading in (whole, unchanged(asked)) if whole.guessed else (whole,):
            text = reading.asked[:LONGEST_QUESTION]
            passages = given_passages(question.passages) or self._found(question, reading)
            evidence = find_evidence(text, passages, self._head, self._reader, limit=MOST_EVIDENCE)
            readings.append((text, passages, evidence))
        return max(readings, key=lambda reading: reading[2][0].score if reading[2] else 0.0)

    def _found(self, question: Question, whole: FollowUp) -> list[Passage]:
        """What a search finds; a follow-up may be answered from what the last answer rested on, too."""
        found = self._search.passages(whole.searched[:LONGEST_QUESTION], k=PASSAGES, as_of=question.asked)
        return carried(found, question.history, self._search.passages_of) if whole.leans else found

    def _worded(
        self, question: str, evidence: Sequence[Evidence], rejected: list[Rejected]
    ) -> Iterator[tuple[str, tuple[Quote, ...]]]:
        """The model's sentences that are borne out and answer as well as the evidence does.

        The first that is not ends them, and is added to `rejected`.
        """
        best = evidence[0]
        if self._model is None or best.about_article:
            return
        usable = [piece for piece in evidence if piece.score >= EVIDENCE_KEEPS * best.score]
        count = fitting(
            [piece.text for piece in usable],
            question,
            context_tokens=self._context_tokens,
            answer_tokens=ANSWER_TOKENS,
        )
        messages = answer_prompt(question, [piece.text for piece in usable[:count]])
        given: list[str] = []
        for drafted in draft(self._model, messages, usable[:count], self._verifier, max_tokens=ANSWER_TOKENS):
            # A model that has begun to invent goes on inventing: nothing behind a rejected sentence is read.
            if reason := self._unfit(drafted, given, best, question):
                rejected.append(Rejected(drafted.text, reason))
                return
            yield drafted.text, drafted.quotes
            given.append(drafted.text)
            if len(given) == MOST_SENTENCES:
                return

    def _unfit(self, drafted: Drafted, given: Sequence[str], best: Evidence, question: str) -> str:
        """Why a sentence of the model's is not shown behind those already `given`; empty where it is."""
        if not drafted.quotes:
            return drafted.rejected
        if drafted.text in given:
            return "said before"
        if len(" ".join([*given, drafted.text]).split()) > MOST_WORDS:
            return "too long"
        return "" if self._answers_like(best, drafted, question) else "answers less well than the quotation"

    def _answers_like(self, best: Evidence, drafted: Drafted, question: str) -> bool:
        """Whether a draft answers nearly as well as the best evidence: it may have lost the point.

        One that only gives the question back in its own words has.
        """
        asked = {stem[:_SAME_WORD] for stem in content_stems(question)}
        echo = all(stem[:_SAME_WORD] in asked for stem in content_stems(drafted.text))
        if echo and asks_for_more(question):
            return False
        said = [_said(best), Said(drafted.text, drafted.quotes[0].article.title)]
        quoted, worded = self._head.score(question, said)
        return worded >= DRAFT_KEEPS * quoted

    def _quoted(
        self, question: str, evidence: Sequence[Evidence], book: Footnotes, other: Evidence | None
    ) -> Iterator[Sentence]:
        """The best piece in the article's words; a doubtful one with its headline and the next piece."""
        best = evidence[0]
        if best.about_article:
            yield Sentence(best.text, book.cite(best.quotes))
            return
        sure = confidence(best, worded=False) >= THRESHOLDS["strict"]
        lead = "" if sure or other else lead_in(question, best.quotes[0].article.title, best.text)
        words = len(best.text.split())
        if words <= MOST_WORDS < words + len(lead.split()):
            # No sentence is cut for the sake of its headline.
            lead = ""
        left = (MOST_WORDS // 2 if other else MOST_WORDS) - len(lead.split())
        for piece in (best, *(() if sure or other else _near(evidence))):
            if piece is not best and left < FEWEST_WORDS:
                return
            text = self._cut(question, piece, words=left, rivalled=other is not None)
            left -= len(text.split())
            agreeing = [q for q in piece.quotes[1:] if self._verifier.rejection(text, q.text) is None]
            yield Sentence(lead + text, book.cite((piece.quotes[0], *agreeing)))
            lead = ""

    def _contradiction(self, question: str, evidence: Evidence, book: Footnotes) -> Sentence:
        words = MOST_WORDS // 2 - len(CONTRADICTION.split())
        text = self._cut(question, evidence, words=words, rivalled=True)
        return Sentence(f"{CONTRADICTION} {text}", book.cite(evidence.quotes[:1]))

    def _cut(self, question: str, evidence: Evidence, *, words: int, rivalled: bool) -> str:
        """A piece in at most `words` words, the answer among them.

        What is `rivalled` must still tell in what it differs.
        """
        holds: Callable[[str], bool] | None = None
        if rivalled:
            holds = partial(keeps, question, evidence.text)
        elif answer := evidence.answer:
            holds = partial(_stands_in, answer)
        return shorten(question, _said(evidence), self._head, words=words, holds=holds)


def _near(evidence: Sequence[Evidence]) -> Sequence[Evidence]:
    """What comes near to the best piece, if anything does."""
    return [piece for piece in evidence[1:2] if piece.score >= SECOND_KEEPS * evidence[0].score]


def _stands_in(words: str, text: str) -> bool:
    return words in text


def _said(evidence: Evidence) -> Said:
    return Said(evidence.text, evidence.quotes[0].article.title, evidence.before)


def given_passages(passages: Sequence[GivenPassage]) -> list[Passage]:
    """Passages that came with a question, as if a search had found them in this order."""
    return [
        Passage(
            Article(f"passage-{n}", given.title, (), None, given.title, "en", given.text, ""),
            given.text,
            score=1 / (RANK_CONSTANT + n),
        )
        for n, given in enumerate(passages, start=1)
    ]
