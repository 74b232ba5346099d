"""One conversation, whatever platform it is held on: what was said in it is carried to the next question."""

from datetime import date
from typing import Protocol

from bot.answer import SILENT, Listener
from bot.dialogue import Answer, Question, Turn

# Follow-ups lean on the last few turns; more of them only cost time.
MOST_TURNS = 8


class Answers(Protocol):
    """Answers one question (`bot.answer`)."""

    def answer(self, question: Question, listener: Listener = SILENT) -> Answer:
        """Answer or refuse."""


class Conversation:
    """Remembers its turns; one that was broken off before its answer leaves no trace."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._turns: tuple[Turn, ...] = ()
        self._last: Answer | None = None

    @property
    def last(self) -> Answer | None:
        """The answer that was given last, if any was since the beginning or the last `forget`."""
        return self._last

    def ask(self, text: str, *, asked: date, listener: Listener = SILENT) -> Answer:
        """Answer a question in the light of the turns before it."""
        answer = self._answers.answer(Question(text, asked, history=self._turns), listener)
        self._turns = (*self._turns, Turn.of(answer))[-MOST_TURNS:]
        self._last = answer
        return answer

    def forget(self) -> None:
        """Begin anew: nothing of what was said is carried on."""
        self._turns = ()
        self._last = None
