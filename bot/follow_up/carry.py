"""What the last answer rested on, carried into the next question: "Why?" is often told one sentence on."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.dialogue import Turn
from index.article import Passage
from index.fuse import RANK_CONSTANT

# Passages of each cited article: about 700 words around the quote. What stands further off the search finds.
_AROUND = 4
# Dense and keyword search.
_RANKINGS = 2
# A refusal in between ("I could not find this …") ends no subject.
_LOOKS_BACK = 2


def carried(
    found: Sequence[Passage], turns: Sequence[Turn], passages_of: Callable[[str], list[Passage]]
) -> list[Passage]:
    """The passages found and those that the last answer rested on, best first.

    What is carried scores as if both rankings of the search had brought it (`index.fuse`), the passage of
    each quote before those around it: with the score of one ranking the gate takes "why?" for unanswerable.
    What the search brought keeps its own score where that is higher.
    """
    cited = next((turn.cited for turn in reversed(turns[-_LOOKS_BACK:]) if turn.cited), ())
    rest: dict[tuple[str, str], Passage] = {}
    for quote in cited:
        near = passages_of(quote.article_id)
        at = next((n for n, passage in enumerate(near) if quote.text in passage.text), 0)
        order = sorted(range(len(near)), key=lambda n: abs(n - at))[:_AROUND]
        rest |= {_place(near[n]): near[n] for n in order if _place(near[n]) not in rest}
    scores = {place: _RANKINGS / (RANK_CONSTANT + rank) for rank, place in enumerate(rest, start=1)}
    both = [replace(p, score=max(p.score, scores.pop(_place(p), 0.0))) for p in found]
    new = [replace(rest[place], score=score) for place, score in scores.items()]
    return sorted([*both, *new], key=lambda p: -p.score)


def _place(passage: Passage) -> tuple[str, str]:
    return passage.article.id, passage.text
