"""The values of a conversation: what is asked, and what is answered with which footnotes."""

from dataclasses import dataclass
from datetime import date

REFUSAL = "I could not find this in the articles."


@dataclass(frozen=True, slots=True)
class Cited:
    """A verbatim quote that an answer rested on."""

    article_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier exchange of a conversation; what its answer `cited` may answer a follow-up, too."""

    question: str
    answer: str
    cited: tuple[Cited, ...] = ()

    @classmethod
    def of(cls, answer: "Answer") -> "Turn":
        """The turn that an answer ends, for the history of the next question."""
        cited = tuple(Cited(note.article_id, note.quote) for note in answer.footnotes)
        return cls(answer.question, answer.text, cited)


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
        if not self.refused:
            return " ".join(str(sentence) for sentence in self.sentences)
        if not self.nearest:
            return REFUSAL
        return f"{REFUSAL} Nearest: {'; '.join(f'“{title}”' for title in self.nearest)}."
