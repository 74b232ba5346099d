"""How far the sentences that may answer agree on the answer.

Where several likely sentences hold the same name or number that the question asks for, it is likelier the
answer than one that a single sentence holds.
"""

import math
from collections.abc import Sequence

from index.asked import possible_answers


def agreement(question: str, sentences: Sequence[str], log_odds: Sequence[float]) -> list[float]:
    """For each sentence how much the others bear out its best possible answer: 0 if none does.

    It is the logarithm of 1 plus the likelihoods of the other sentences that hold that answer too, each as a
    share of the likeliest one's.
    """
    answers = [possible_answers(question, sentence) for sentence in sentences]
    best = max(log_odds, default=0.0)
    likely = [math.exp(odds - best) for odds in log_odds]
    voices: dict[str, float] = {}
    for share, held in zip(likely, answers, strict=True):
        for answer in held:
            voices[answer] = voices.get(answer, 0.0) + share
    return [
        math.log1p(max((voices[answer] - share for answer in held), default=0.0))
        for share, held in zip(likely, answers, strict=True)
    ]
