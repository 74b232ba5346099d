"""The values of a catch-up: points that were missed, told by quotes of messages."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from bot.catchup.chatlog import Message

Kind = Literal["topic", "decision", "question", "plan", "link"]
# In the order in which they are told.
KINDS: tuple[Kind, ...] = get_args(Kind)

# As many points as are read at a glance.
POINTS = 7


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words that stand verbatim in a message; … marks where they were cut."""

    message: Message
    text: str


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that was missed, told by quotes in their order. `to` is whom an open question waits for."""

    kind: Kind
    quotes: tuple[Quoted, ...]
    to: str = ""

    @property
    def text(self) -> str:
        """The quotes with their authors and the numbers of their messages, on one line."""
        return " ".join(f"{q.message.author}: “{q.text}” [{q.message.n}]" for q in self.quotes)


@dataclass(frozen=True, slots=True)
class Catchup:
    """The points in the order of KINDS, and of how much they are drawn.

    `left_out` says how many more of a kind were found. Without messages `first` and `last` are None.
    """

    messages: int
    authors: int
    first: datetime | None
    last: datetime | None
    points: tuple[Point, ...]
    left_out: tuple[tuple[Kind, int], ...] = ()

    @property
    def headline(self) -> str:
        """How much was said, by how many, and when: "42 messages by 5 people between 09:12 and 11:40"."""
        if self.first is None or self.last is None:
            return "No messages."
        count = "1 message" if self.messages == 1 else f"{self.messages:,} messages"
        people = "1 person" if self.authors == 1 else f"{self.authors:,} people"
        same_day = self.first.date() == self.last.date()
        first, last = (
            f"{t:%H:%M}" if same_day else f"{t.day} {t:%B %Y, %H:%M}" for t in (self.first, self.last)
        )
        if first == last:
            return f"{count} by {people} at {first}"
        return f"{count} by {people} between {first} and {last}"
