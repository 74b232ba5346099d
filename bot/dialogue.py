"""The values of a conversation: what is asked, and what is answered with which footnotes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from index.article import Quote

REFUSAL = "I could not find this in the articles."
# What an answer names in the place of a model where the articles themselves are quoted.
QUOTATION = "quotation"


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

    @classmethod
    def of(cls, quote: Quote, *, n: int, score: float) -> "Footnote":
        """A quote with its number and its score."""
        article = quote.article
        return cls(
            n=n,
            article_id=article.id,
            title=article.title,
            authors=article.authors,
            published=article.published,
            source=article.source,
            quote=quote.text,
            score=round(score, 4),
        )


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
class Weighed:
    """A sentence that was found for a question, its article's title, and how likely it answers (0 to 1)."""

    quote: str
    title: str
    score: float


@dataclass(frozen=True, slots=True)
class Rejected:
    """A sentence of the model's that was not shown, and why."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Why:
    """How an answer came about.

    The question as it was searched for, the sentences that were found, what the model said that was not
    shown, and the confidence that an answer must have.
    """

    searched: str = ""
    found: tuple[Weighed, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    gate: float = 0.0


@dataclass(frozen=True, slots=True)
class Answer:
    """Verified sentences with their footnotes, or a refusal with the nearest titles.

    `notice` is one line for the reader about what went wrong on the way (a model that died, say).
    `model` names what worded the answer: the model, or "quotation" where the evidence was quoted.
    `confidence` (0 to 1) says how likely the articles answer the question as told here; below what the
    setting `answering` asks for, it is the reason for a refusal.
    `overview` stands above an answer that is a list of articles, one a sentence, and says which they are;
    in a refusal it says that there are none. It is empty in every other answer.
    """

    question: str
    sentences: tuple[Sentence, ...]
    footnotes: tuple[Footnote, ...]
    nearest: tuple[str, ...]
    timings: Timings
    model: str
    confidence: float
    notice: str = ""
    overview: str = ""
    why: Why = Why()

    @property
    def refused(self) -> bool:
        """Whether the articles do not answer the question."""
        return not self.sentences

    @property
    def text(self) -> str:
        """The answer as one line of text, footnote marks included; of a list, a line for each article."""
        if not self.refused:
            parts = [self.overview, *map(str, self.sentences)] if self.overview else map(str, self.sentences)
            return ("\n" if self.overview else " ").join(parts)
        return refusal(self.nearest, self.overview)


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


def refusal(nearest: Sequence[str], why: str = "") -> str:
    """What is said where the articles tell nothing: why, and the titles that come nearest."""
    said = f"{REFUSAL} {why}".rstrip()
    return f"{said} Nearest: {'; '.join(f'“{title}”' for title in nearest)}." if nearest else said
