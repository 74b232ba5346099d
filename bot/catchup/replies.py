"""Which message of a chat answers which question; what is left over still waits for an answer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.catchup.chatlog import Message
from bot.catchup.speech import (
    addressee,
    asks,
    can_answer,
    names_person,
    says_yes_or_no,
    sentences,
    solves,
)
from index.protocols import Vectors

# An answer comes within so many messages that say something, and within so long.
_WINDOW = 12
_SOLVED_WITHIN = 25
_LONGEST = timedelta(hours=18)
# What speaks for a reply beside the likeness of its meaning to the question's (a cosine). Chosen by hand on
# three of the logs in tests/bot/chats. The evidence head, which was made for articles, tells answers from
# other messages badly there (AUROC 0.65; these signals 0.98, with it no more): it is not asked.
_NEXT = 0.3
_YES_OR_NO = 0.3
_ASKED_PERSON = 0.2
_NAMES_ASKER = 0.25
_ENOUGH = 0.41
# The first reply counts as one only while the question is fresh.
_FRESH = timedelta(minutes=6)


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a log: the place of its message, its sentence, and to whom it is put ("" for all)."""

    at: int
    text: str
    to: str


def find_questions(messages: Sequence[Message]) -> list[Question]:
    """The questions in order; of several in one message the last, which is what its author waits for."""
    authors = {message.author for message in messages}
    found = []
    for at, message in enumerate(messages):
        asked = [sentence for sentence in sentences(message.text) if asks(sentence)]
        if asked:
            found.append(Question(at, asked[-1], addressee(message.text, authors - {message.author})))
    return found


def find_answers(
    messages: Sequence[Message],
    questions: Sequence[Question],
    told: Sequence[bool],
    vectors: Vectors,
    asked: Vectors,
) -> dict[int, int]:
    """For places of questions the place of the message that answers: no message answers two.

    `told` says which messages say something; `vectors` are those of the messages, `asked` those of the
    questions' sentences, unit vectors or zeros. A question that its
    author says is settled ("never mind, found it") is answered by the likeliest message up to there.
    """
    # Each message goes to the question that it fits best, of equals the later.
    fits: dict[int, _Reply] = {}
    for question, vector in zip(questions, asked, strict=True):
        for reply in _replies(messages, question, vectors @ vector, told):
            if reply.at not in fits or reply.score >= fits[reply.at].score:
                fits[reply.at] = reply
    answers: dict[int, _Reply] = {}
    for at in sorted(fits):
        reply = fits[at]
        if reply.score >= _ENOUGH and (
            reply.asked_at not in answers or reply.likeness > answers[reply.asked_at].likeness
        ):
            answers[reply.asked_at] = reply
    found = {asked_at: reply.at for asked_at, reply in answers.items()}
    for question in questions:
        solved = _solved(messages, question)
        if question.at not in found and solved is not None:
            free = [reply for at, reply in fits.items() if reply.asked_at == question.at and at < solved]
            found[question.at] = max(free, key=lambda reply: reply.likeness).at if free else solved
    return found


def _solved(messages: Sequence[Message], question: Question) -> int | None:
    """The message by which whoever asked says that it is settled ("never mind, found it")."""
    put = messages[question.at]
    later = range(question.at + 1, min(len(messages), question.at + 1 + _SOLVED_WITHIN))
    return next((at for at in later if messages[at].author == put.author and solves(messages[at].text)), None)


@dataclass(frozen=True, slots=True)
class _Reply:
    """A message that may answer a question: how much speaks for it, and without its mere place."""

    asked_at: int
    at: int
    score: float
    likeness: float


def _replies(
    messages: Sequence[Message], question: Question, likeness: Vectors, told: Sequence[bool]
) -> Iterator[_Reply]:
    """The messages behind a question that may answer it."""
    put = messages[question.at]
    seen = 0
    for at in range(question.at + 1, len(messages)):
        message = messages[at]
        if seen == _WINDOW or message.time - put.time > _LONGEST:
            return
        if message.author == put.author:
            seen += told[at]
            continue
        opens = says_yes_or_no(question.text, message.text)
        if not (told[at] or opens):
            continue
        if can_answer(question.text, message.text) and not _only_asks(message.text):
            first = seen == 0 and message.time - put.time <= _FRESH
            wanted = first and question.to in {"", message.author}
            like = float(likeness[at]) + _YES_OR_NO * (opens and wanted)
            like += _ASKED_PERSON * (first and message.author == question.to)
            like += _NAMES_ASKER * names_person(message.text, put.author)
            yield _Reply(question.at, at, like + _NEXT * wanted, like)
        seen += told[at]


def _only_asks(text: str) -> bool:
    return all(asks(sentence) for sentence in sentences(text))
