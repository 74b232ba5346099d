"""How a sentence's wording departs from the quote it is held against.

Each departure is found by words alone and may be harmless in a paraphrase; `bot.verify` weighs them beside
what a trained head makes of the two texts.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from functools import cached_property

from bot.roles import exchanged, misattached, replaced
from index.opposites import any_opposite
from index.words import STOPWORDS, WORD, content_stems, stem

# A paraphrase has new words; beyond this share more of them tell nothing, and beyond that one the sentence
# speaks of something else.
_REWORDED, _MOSTLY_NEW = 0.25, 0.5
_HEDGES = frozenset(
    stem(word)
    for word in (
        "may might could can would should hint hinted suggest suggested suggests reportedly allegedly alleged"
        " expected plan plans planned planning intend intends intended likely unlikely possibly perhaps"
        " appears appeared seems believed believe believes worried worry fear feared hope hoped considering"
        " proposed proposes potential potentially possible possibility optimism predicted expressed claimed"
        " claims rumoured about almost nearly around roughly often arguably perceived attempted hopes"
        " probable believes calls some"
    ).split()
)
# How many words behind a hedge it is taken to govern.
_REACH = 3
_MARKS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})


def flat(text: str) -> str:
    """Plain quotation marks and hyphens, single spaces."""
    return " ".join(text.translate(_MARKS).split())


@dataclass(frozen=True)
class Pair:
    """A sentence (`said`) and the quote it is held against (`stands`), both flat."""

    said: str
    stands: str

    @cached_property
    def vocabulary(self) -> Counter[str]:
        """Stems of all words of the quote, and how often each stands there."""
        return Counter(stem(word) for word in WORD.findall(self.stands))

    @cached_property
    def words(self) -> list[str]:
        """Stems of the sentence's content words, in order."""
        return content_stems(self.said)


@dataclass(frozen=True, slots=True)
class Departures:
    """What the wording does to the quote.

    The share of content words that do not stand in it, up to a quarter, and whether most do not; whether a
    word's opposite stands there in its stead; a word lost its hedge; a name or number stands by what belongs
    to another one there; two parts have each other's place, or a name or number has another's (`bot.roles`).
    """

    reworded: float
    mostly_new: bool
    opposed: bool
    more_certain: bool
    misattached: bool
    exchanged: bool
    replaced: bool

    @property
    def values(self) -> tuple[float, ...]:
        """As numbers, in their order."""
        return tuple(float(value) for value in astuple(self))


def departures(pair: Pair) -> Departures:
    """All of them, for a sentence with content words."""
    new = sum(word not in pair.vocabulary for word in pair.words) / len(pair.words)
    return Departures(
        reworded=min(new, _REWORDED),
        mostly_new=new > _MOSTLY_NEW,
        opposed=_opposed(pair),
        more_certain=bool(_hedged(pair.stands, pair.words) - _hedged(pair.said, pair.words)),
        misattached=misattached(pair.said, pair.stands),
        exchanged=exchanged(pair.said, pair.stands),
        replaced=replaced(pair.said, pair.stands),
    )


def _is_hedge(word: str) -> bool:
    """Also a word that begins a sentence, but not the month of May."""
    return stem(word) in _HEDGES and word != "May"


def _hedged(text: str, words: Sequence[str]) -> set[str]:
    """Those of `words` that stand within reach behind a hedge."""
    tokens = WORD.findall(text)
    wanted = set(words)
    found: set[str] = set()
    for at, token in enumerate(tokens):
        if _is_hedge(token):
            reach = [stem(t) for t in tokens[at + 1 :] if t.lower() not in STOPWORDS][:_REACH]
            found |= wanted & {w for w in reach if w not in _HEDGES}
    return found


def _opposed(pair: Pair) -> bool:
    """A word whose opposite stands in the quote, while the word does not: "fell" for "rose"."""
    said = {word.lower() for word in WORD.findall(pair.said)}
    stands = {word.lower() for word in WORD.findall(pair.stands)}
    return any_opposite(said, stands)
