from datetime import date

import pytest

from bot.answer import SILENT, Listener
from bot.chat import MOST_TURNS, Conversation
from bot.dialogue import Answer, Question, Timings

TODAY = date(2025, 6, 1)


class Noting:
    """Answers anything and notes what it was asked; a question of "stop" is broken off."""

    def __init__(self) -> None:
        self.asked: list[Question] = []

    def answer(self, question: Question, listener: Listener = SILENT) -> Answer:
        self.asked.append(question)
        if question.text == "stop":
            raise KeyboardInterrupt
        return Answer(question.text, (), (), (), Timings(0, None, 0), "quotation", 0.0)


def test_a_question_knows_the_turns_before_it_and_no_more_than_are_kept() -> None:
    noting = Noting()
    talk = Conversation(noting)
    for n in range(MOST_TURNS + 3):
        talk.ask(f"question {n}", asked=TODAY)
    said = [turn.question for turn in noting.asked[-1].history]
    assert said == [f"question {n}" for n in range(2, MOST_TURNS + 2)]


def test_a_conversation_that_begins_anew_carries_nothing() -> None:
    noting = Noting()
    talk = Conversation(noting)
    talk.ask("one", asked=TODAY)
    talk.forget()
    assert talk.last is None
    talk.ask("two", asked=TODAY)
    assert noting.asked[-1].history == ()


def test_a_question_that_was_broken_off_leaves_no_trace() -> None:
    noting = Noting()
    talk = Conversation(noting)
    first = talk.ask("one", asked=TODAY)
    with pytest.raises(KeyboardInterrupt):
        talk.ask("stop", asked=TODAY)
    assert talk.last is first
    talk.ask("two", asked=TODAY)
    assert [turn.question for turn in noting.asked[-1].history] == ["one"]
