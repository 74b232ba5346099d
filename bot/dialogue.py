"""The values of a conversation: what is asked, and what is answered with which footnotes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

REFUSAL = "I could not find this in the articles."


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier exchange of a conversation."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class GivenPassage:
    """A passage that came with the question, to be answered from instead of the library."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was asked; relative dates in it count back from `asked`."""

    text: str
    asked: date
    history: tuple[Turn, ...] = ()
    passages: tuple[GivenPassage, ...] = ()


@dataclass(frozen=True, slots=True)
class Footnote:
    """A numbered verbatim quote; `score` says how likely its sentence answers the question (0 to 1)."""

    n: int
    article_id: str
    title: str
    authors: tuple[str, ...]
    published: date | None
    source: str
    quote: str
    score: float


@dataclass(frozen=True, slots=True)
class Sentence:
    """A verified sentence and the numbers of the footnotes that it rests on."""

    text: str
    footnotes: tuple[int, ...]

    def __str__(self) -> str:
        return f"{self.text} {''.join(f'[{n}]' for n in self.footnotes)}".rstrip()


@dataclass(frozen=True, slots=True)
class Timings:
    """Milliseconds since the question came: search done, first verified words, everything."""

    search: int
    first_token: int | None
    total: int


@dataclass(frozen=True, slots=True)
class Answer:
    """Verified sentences with their footnotes, or a refusal with the nearest titles.

    `notice` is one line for the reader about what went wrong on the way (a model that died, say).
    `model` names what worded the answer: the model, or "quotation" where the evidence was quoted.
    `confidence` (0 to 1) says how likely the articles answer the question as told here; below what the
    setting `answering` asks for, it is the reason for a refusal.
    """

    question: str
    sentences: tuple[Sentence, ...]
    footnotes: tuple[Footnote, ...]
    nearest: tuple[str, ...]
    timings: Timings
    model: str
    confidence: float
    notice: str = ""

    @property
    def refused(self) -> bool:
        """Whether the articles do not answer the question."""
        return not self.sentences

    @property
    def text(self) -> str:
        """The answer as one line of text, footnote marks included."""
        if self.refused:
            return refusal(self.nearest)
        return " ".join(str(sentence) for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two articles on one event that tell a thing differently, each in its own words."""

    one: Sentence
    other: Sentence


@dataclass(frozen=True, slots=True)
class Brief:
    """A summary: one headline sentence, a few points, and what the sources disagree on; or a refusal.

    `subject` is the article's title or the topic; `topical` says which, since the points of a topic carry the
    day on which their articles appeared. `score` of a footnote says how much its sentence matters beside the
    weightiest one (0 to 1). `model` names what worded at least one sentence, else it is "quotation".
    """

    subject: str
    topical: bool
    headline: Sentence | None
    points: tuple[Sentence, ...]
    disagreements: tuple[Disagreement, ...]
    footnotes: tuple[Footnote, ...]
    nearest: tuple[str, ...]
    timings: Timings
    model: str
    notice: str = ""

    @property
    def refused(self) -> bool:
        """Whether the articles tell nothing on it."""
        return self.headline is None

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The headline sentence and the points."""
        return (self.headline, *self.points) if self.headline else ()

    @property
    def text(self) -> str:
        """The summary as lines of text, footnote marks included."""
        if self.refused:
            return refusal(self.nearest)
        return "\n".join(str(sentence) for sentence in self.sentences)

    def day(self, sentence: Sentence) -> date | None:
        """When the first article that a sentence rests on appeared, as far as is known."""
        days = [note.published for note in self.footnotes if note.n in sentence.footnotes and note.published]
        return min(days, default=None)


def refusal(nearest: Sequence[str]) -> str:
    """What is said where the articles tell nothing, with the titles that come nearest."""
    if not nearest:
        return REFUSAL
    return f"{REFUSAL} Nearest: {'; '.join(f'“{title}”' for title in nearest)}."
