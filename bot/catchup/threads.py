"""Which messages of a chat belong together: several conversations may run through one another.

Each message joins the conversation of the message before it that it is most like, or begins one of its own.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta

import numpy as np

from bot.catchup.chatlog import Message
from bot.catchup.speech import addressee
from index.protocols import Vectors
from index.words import content_stems

# Messages back that are looked at, and how old they may be.
_BACK = 25
_OLDEST = timedelta(hours=3)
# What makes two messages belong together, beside the cosine of their vectors: each shared content word, up
# to three; the message just before, fading; a name that is spoken to. Judged by eye on tests/bot/chats.
_WORD, _MOST_WORDS = 0.08, 3
_JUST_BEFORE, _FADES = 0.16, 0.6
_SPOKEN_TO = 0.2
_BELONGS = 0.36
# One message alone draws less than the conversation that it stands in.
_WHOLE = 0.35
# "Separate thing: …" must be very much like what it should go on with.
_TURNS = re.compile(
    r"^\W*(?:(?:separate|other|another|different|unrelated|new) (?:thing|topic|question|matter|note|subject)"
    r"|btw|by the way|unrelated|also|off[- ]topic|regarding|reminder)\b",
    re.IGNORECASE,
)
_TURNED = 0.2
# A message of fewer content words says too little by itself: it goes on with what stands before it.
_FEW_WORDS = 3
_GOES_ON = timedelta(minutes=10)


def untangle(messages: Sequence[Message], vectors: Vectors, answers: Mapping[int, int]) -> list[list[int]]:
    """The conversations, each as places of its messages in order; the first to begin comes first.

    `vectors` are unit vectors or zeros, shape (messages, dimensions); `answers` says which place answers
    which (see `bot.catchup.replies`): those stay together.
    """
    asked = {answer: question for question, answer in answers.items()}
    authors = {message.author for message in messages}
    words = [set(content_stems(message.text)) for message in messages]
    thread: list[int] = []
    # The sum of the vectors of each conversation, which points where it as a whole does.
    sums: list[Vectors] = []
    for at, message in enumerate(messages):
        joined = asked.get(at)
        if joined is None:
            back = [
                before
                for before in range(max(0, at - _BACK), at)
                if message.time - messages[before].time <= _OLDEST
            ]
            to = addressee(message.text, authors - {message.author})
            turns = _TURNS.search(message.text) is not None
            ties = [
                (1 - _WHOLE) * float(vectors[before] @ vectors[at])
                + _WHOLE * _cosine(sums[thread[before]], vectors[at])
                + _WORD * min(_MOST_WORDS, len(words[before] & words[at]))
                + _JUST_BEFORE * _FADES ** (at - 1 - before)
                + _SPOKEN_TO * (messages[before].author == to)
                for before in back
            ]
            if ties and max(ties) >= _BELONGS + _TURNED * turns:
                joined = back[int(np.argmax(ties))]
            elif at and len(words[at]) < _FEW_WORDS and not turns:
                joined = at - 1 if message.time - messages[at - 1].time <= _GOES_ON else None
        if joined is None:
            thread.append(len(sums))
            sums.append(vectors[at].copy())
        else:
            thread.append(thread[joined])
            sums[thread[at]] += vectors[at]
    found: list[list[int]] = [[] for _ in sums]
    for at, number in enumerate(thread):
        found[number].append(at)
    return found


def _cosine(whole: Vectors, vector: Vectors) -> float:
    return float(whole @ vector) / (float(np.linalg.norm(whole)) or 1.0)
