"""A chat as it is understood: what says something, asks and answers, and which conversations it holds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from bot.catchup.chatlog import Message
from bot.catchup.replies import Question, find_answers, find_questions
from bot.catchup.speech import announces, asks, decides, proposes, says_something, sentences
from bot.catchup.threads import untangle
from index.protocols import Embedder, Vectors
from index.words import content_stems

# About 80 short messages are embedded a second on 2 cores. Of longer logs the messages that do something and
# those with most words are; the rest goes on with the conversation around it.
_EMBEDDED = 500
_BATCH = 48
# A question by itself is embedded only where the message says so many times as much.
_ASIDE = 2
# The beginning of a message says what it is about, and a pasted document would take as long as a hundred.
_CHARACTERS = 300


@dataclass(frozen=True, slots=True)
class Talk:
    """A chat and what is known of it; places count its messages from 0.

    `told` says which messages say something; `vectors` are unit vectors or zeros, shape (messages,
    dimensions); `answers` gives for a question's place its answer's; `threads` are conversations as places
    in order, and `thread_of` says which one a place is in (-1 for small talk).
    """

    messages: tuple[Message, ...]
    told: tuple[bool, ...]
    vectors: Vectors
    questions: tuple[Question, ...]
    answers: dict[int, int]
    threads: tuple[tuple[int, ...], ...]
    thread_of: tuple[int, ...]

    def likeness(self, one: int, other: int) -> float:
        """The cosine of two messages' vectors."""
        return float(self.vectors[one] @ self.vectors[other])


def understand(
    messages: Sequence[Message], embedder: Embedder, *, progress: Callable[[int, int], None]
) -> Talk:
    """Read a chat that is in order of time; `progress` hears how many of how many texts are embedded."""
    told = [says_something(message.text) for message in messages]
    questions = find_questions(messages)
    read = _to_read(messages, told)
    texts = [message.text[:_CHARACTERS] for message in messages]
    asked = [
        question.text if _ASIDE * len(question.text) < len(texts[question.at]) else texts[question.at]
        for question in questions
    ]
    embedded = _embed([*(texts[at] for at in read), *asked], embedder, progress)
    vectors = np.zeros((len(messages), embedded.shape[1]), dtype=np.float32)
    vectors[read] = embedded[: len(read)]
    answers = find_answers(messages, questions, told, vectors, embedded[len(read) :])
    places = [at for at, says in enumerate(told) if says]
    index = {place: n for n, place in enumerate(places)}
    between = {index[a]: index[b] for a, b in answers.items() if a in index and b in index}
    threads = [
        tuple(places[n] for n in thread)
        for thread in untangle([messages[at] for at in places], vectors[places], between)
    ]
    thread_of = [-1] * len(messages)
    for number, thread in enumerate(threads):
        for at in thread:
            thread_of[at] = number
    return Talk(
        tuple(messages), tuple(told), vectors, tuple(questions), answers, tuple(threads), tuple(thread_of)
    )


def _to_read(messages: Sequence[Message], told: Sequence[bool]) -> list[int]:
    """The places of the messages to be embedded."""
    places = [at for at, says in enumerate(told) if says]
    if len(places) > _EMBEDDED:

        def worth(at: int) -> tuple[bool, int]:
            said = sentences(messages[at].text)
            acts = any(asks(s) or decides(s) or proposes(s) or announces(s) >= 1 for s in said)
            return acts, len(set(content_stems(messages[at].text)))

        places = sorted(sorted(places, key=worth, reverse=True)[:_EMBEDDED])
    return places


def _embed(texts: Sequence[str], embedder: Embedder, progress: Callable[[int, int], None]) -> Vectors:
    """The vectors of texts, each embedded once; those of one length together, so that little is padded."""
    different = sorted(set(texts), key=len) or [""]
    batches = []
    for first in range(0, len(different), _BATCH):
        progress(first, len(different))
        batches.append(embedder.encode(different[first : first + _BATCH]))
    progress(len(different), len(different))
    places = {text: n for n, text in enumerate(different)}
    return np.asarray(np.concatenate(batches)[[places[text] for text in texts]], dtype=np.float32)
