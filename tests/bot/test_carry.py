from datetime import date

import pytest

from bot.answer import Answerer
from bot.dialogue import Answer, Cited, Footnote, Question, Timings, Turn
from bot.follow_up.carry import carried
from bot.gate import THRESHOLDS
from bot.llm.scripted import ScriptedModel
from bot.verify import Verifier
from index.article import Article, Passage
from index.head import EvidenceHead, PassageReader

TODAY = date(2025, 6, 1)
FIRE = (
    "The mill of Wick closed its doors on Monday.",
    "The mill closed because the wheel had cracked in the frost, owner Ida Morrow said.",
    "Nobody was hurt.",
)
MILL = Article("mill", "Mill closes", (), None, "news/mill.txt", "en", "\n\n".join(FIRE), "")
FAIR = Article("fair", "Fair opens", (), None, "news/fair.txt", "en", "The fair opened with a song.", "")
HISTORY = (Turn("When did the mill close?", f"{FIRE[0]} [1]", (Cited("mill", FIRE[0]),)),)


class Forgetful:
    """A library whose search finds only the fair, whatever is asked."""

    def passages(self, query: str, *, k: int, as_of: date) -> list[Passage]:
        return [Passage(FAIR, FAIR.text, 0.03)]

    def passages_of(self, article_id: str) -> list[Passage]:
        return [Passage(MILL, text, 0.0) for text in FIRE] if article_id == "mill" else []


@pytest.fixture
def answerer(head: EvidenceHead, reader: PassageReader, verifier: Verifier) -> Answerer:
    return Answerer(
        Forgetful(),
        head,
        reader,
        verifier,
        ScriptedModel("No idea."),
        gate=THRESHOLDS["balanced"],
        context_tokens=2048,
    )


def test_why_is_answered_from_the_article_that_was_just_cited(answerer: Answerer) -> None:
    answer = answerer.answer(Question("Why?", TODAY, HISTORY))
    assert "cracked in the frost" in answer.text
    assert [note.article_id for note in answer.footnotes] == ["mill"]


def test_a_new_topic_is_not_answered_from_it(answerer: Answerer) -> None:
    assert answerer.answer(Question("Why did Bo Lind leave Tessel Island?", TODAY, HISTORY)).refused
    assert "mill" not in {
        n.article_id for n in answerer.answer(Question("Who is Hugo?", TODAY, HISTORY)).footnotes
    }


def test_the_passage_of_the_quote_comes_before_those_around_it_and_none_comes_twice() -> None:
    library = Forgetful()
    found = [Passage(FAIR, FAIR.text, 0.04), Passage(MILL, FIRE[2], 0.03)]
    texts = [passage.text for passage in carried(found, HISTORY, library.passages_of)]
    assert texts == [FAIR.text, FIRE[0], FIRE[1], FIRE[2]]


def test_what_was_cited_outlasts_one_refusal_and_no_more() -> None:
    refused = Turn("Who owns it?", "I could not find this in the articles.")
    found = [Passage(FAIR, FAIR.text, 0.03)]
    passages_of = Forgetful().passages_of
    assert len(carried(found, (*HISTORY, refused), passages_of)) == 4
    assert carried(found, (*HISTORY, refused, refused), passages_of) == found


def test_an_article_that_is_gone_is_passed_over() -> None:
    turns = (Turn("Who?", "Ana.", (Cited("gone", "Ana."),)),)
    assert carried([Passage(FAIR, "x", 0.03)], turns, Forgetful().passages_of) == [Passage(FAIR, "x", 0.03)]


def test_an_answer_ends_a_turn_that_knows_what_was_cited() -> None:
    note = Footnote(1, "mill", "Mill closes", (), None, "news/mill.txt", FIRE[0], 0.9)
    answer = Answer("When?", (), (note,), (), Timings(1, None, 1), "quotation", 0.9)
    assert Turn.of(answer) == Turn("When?", answer.text, (Cited("mill", FIRE[0]),))
