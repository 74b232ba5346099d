"""Does this sentence say no more than that quote?

First the strict part, word by word: every number, date, quotation and capitalized name must stand in the
quote, and no word's opposite. A sentence in the quote's own words must also keep their order, and nothing may
be negated, affirmed or made more certain on the way. What is left, paraphrases above all, is for a head that
was trained on true and false claims: it says whether the quote bears the sentence out. What is rejected is
replaced by the quote itself, which is always true to the article.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.opposites import OPPOSITES
from index.protocols import Supporter
from index.words import STOPWORDS, WORD, content_stems, names, numbers, stem

# The meaning is borne out from this probability on. Chosen on bench/statements/choose.jsonl.
SUPPORTED = 0.5
# With this share of its content words in the quote, a sentence is in the quote's own words; this share of
# those must stand there in the same order.
_OWN_WORDS = 0.8
_IN_ORDER = 0.7
_NEGATIONS = frozenset(
    "no not never none nobody nothing neither nor without cannot deny denied denies refuse refused refuses"
    " failed fails false".split()
)
_HEDGES = frozenset(
    stem(word)
    for word in (
        "may might could can would should hint hinted suggest suggested suggests reportedly allegedly alleged"
        " expected plan plans planned planning intend intends intended likely unlikely possibly perhaps"
        " appears appeared seems believed believe believes worried worry fear feared hope hoped considering"
        " proposed proposes potential potentially possible possibility optimism predicted expressed claimed"
        " claims rumoured about almost nearly around roughly"
    ).split()
)
# How many words behind a negation or a hedge it is taken to govern.
_REACH = 3
_BE = frozenset("is are was were be been being".split())
# Words that begin a sentence, are spelt like a name there, and are none.
_OPENERS = frozenset(
    "according although though after before during since because despite following instead however many"
    " several some people once while given unlike like amid among another every most much only still then"
    " thus today yesterday now soon later earlier within across along around besides beyond except inside"
    " near outside past regarding throughout toward towards via whenever wherever except including based"
    " as asked speaking there almost nearly about roughly approximately fewer more less half two three"
    " four five six seven eight nine ten violators authorities officials police researchers scientists"
    " experts residents workers children men women students voters doctors investigators prosecutors"
    " passengers visitors members critics supporters owners water nobody none no one everyone anyone both"
    " either neither few all any each".split()
)
_QUOTATION = re.compile(r"[\"“]([^\"“”]+)[\"”]")
_MARKS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})


@dataclass(frozen=True, slots=True)
class _Pair:
    """A sentence and the quote it is held against, both with plain quotation marks and single spaces."""

    said: str
    stands: str

    @property
    def vocabulary(self) -> set[str]:
        return {stem(word) for word in WORD.findall(self.stands)}

    @property
    def words(self) -> list[str]:
        return content_stems(self.said)


class Verifier:
    """Holds sentences against quotes, with a head for their meaning."""

    def __init__(self, head: Supporter) -> None:
        self._head = head

    def rejection(self, sentence: str, quote: str) -> str | None:
        """Why the quote does not bear the sentence out, in a few words; None where it does."""
        return self.rejections(sentence, [quote])[0]

    def rejections(self, sentence: str, quotes: Sequence[str]) -> list[str | None]:
        """The same for several quotes, each on its own."""
        pairs = [_Pair(_flat(sentence), _flat(quote)) for quote in quotes]
        reasons = [_strange(pair) or _turned(pair) for pair in pairs]
        # What stands there word for word needs no judging.
        open_ = [at for at, pair in enumerate(pairs) if reasons[at] is None and pair.said != pair.stands]
        scores = self._head.score(_flat(sentence), [pairs[at].stands for at in open_]) if open_ else []
        for at, score in zip(open_, scores, strict=True):
            if score < SUPPORTED:
                reasons[at] = "not borne out by the evidence"
        return reasons


def _strange(pair: _Pair) -> str | None:
    """What stands in the sentence and not in the quote, of the things that must."""
    if not pair.words:
        return "says nothing"
    return next((reason for check in _STRICT if (reason := check(pair))), None)


def _turned(pair: _Pair) -> str | None:
    """How a sentence in the quote's own words was turned round; a paraphrase is not judged by its words."""
    if sum(word in pair.vocabulary for word in pair.words) < _OWN_WORDS * len(pair.words):
        return None
    return next((reason for check in _OF_OWN_WORDS if (reason := check(pair))), None)


def _flat(text: str) -> str:
    return " ".join(text.translate(_MARKS).split())


def _stems(name: str) -> set[str]:
    return {stem(word) for word in WORD.findall(name)}


def _capitalized(text: str) -> list[str]:
    """Names, and the first word of the sentence unless it is one of the language's common words."""
    first = WORD.search(text)
    word = first.group() if first else ""
    common = word.lower() in STOPWORDS or word.lower() in _OPENERS or not word[:1].isupper()
    return names(text) if common else [word, *names(text)]


def _acronyms(text: str) -> set[str]:
    """What the capitals of neighbouring names spell: "Food and Drug Administration", "fda"."""
    runs = re.findall(r"[A-Z][\w'-]*(?:\s(?:(?:and|of|for|the|on)\s)*[A-Z][\w'-]*)+", text)
    initials = ("".join(word[0] for word in run.split() if word[0].isupper()).lower() for run in runs)
    return {run[first:] for run in initials for first in range(len(run) - 1)}


def _unknown_numbers(pair: _Pair) -> str | None:
    unknown = numbers(pair.said) - numbers(pair.stands)
    return f"number not in the evidence: {', '.join(sorted(unknown))}" if unknown else None


def _unknown_names(pair: _Pair) -> str | None:
    known = pair.vocabulary | _acronyms(pair.stands)
    strangers = [name for name in _capitalized(pair.said) if not _stems(name) <= known]
    return f"name not in the evidence: {', '.join(strangers)}" if strangers else None


def _unknown_quotations(pair: _Pair) -> str | None:
    quoted = (quotation.strip(" ,.;") for quotation in _QUOTATION.findall(pair.said))
    strangers = [quotation for quotation in quoted if quotation not in pair.stands]
    return f"quotation not in the evidence: {strangers[0]}" if strangers else None


def _opposed(pair: _Pair) -> str | None:
    """A word whose opposite stands in the quote, while the word does not: "fell" for "rose"."""
    said = {word.lower() for word in WORD.findall(pair.said)}
    stands = {word.lower() for word in WORD.findall(pair.stands)}
    turned = [w for w in said - stands if any(o in stands - said for o in OPPOSITES.get(w, ()))]
    return f"the opposite of what the evidence says: {', '.join(sorted(turned))}" if turned else None


def _reordered(pair: _Pair) -> str | None:
    known = [word for word in pair.words if word in pair.vocabulary]
    in_order = _in_order(known, content_stems(pair.stands))
    return "words in another order than in the evidence" if in_order < _IN_ORDER * len(known) else None


def _in_order(words: Sequence[str], stands: Sequence[str]) -> int:
    """Length of the longest common subsequence."""
    lengths = [0] * (len(stands) + 1)
    for word in words:
        before = 0
        for at, other in enumerate(stands, start=1):
            here = lengths[at]
            lengths[at] = before + 1 if word == other else max(lengths[at], lengths[at - 1])
            before = here
    return lengths[-1]


def _negated(pair: _Pair) -> str | None:
    said = _governed(pair.said, _is_negation, pair.words)
    stands = _governed(pair.stands, _is_negation, pair.words)
    return "a negation added or dropped" if said != stands else None


def _strengthened(pair: _Pair) -> str | None:
    lost = _governed(pair.stands, _is_hedge, pair.words) - _governed(pair.said, _is_hedge, pair.words)
    return "more certain than the evidence" if lost else None


def _is_negation(word: str) -> bool:
    return word.lower() in _NEGATIONS or word.lower().endswith("n't")


def _is_hedge(word: str) -> bool:
    return stem(word) in _HEDGES


def _revoiced(pair: _Pair) -> str | None:
    """What was done to somebody is not what somebody did: "were asked", "asked"."""
    suffered, now = _behind_be(pair.stands), _behind_be(pair.said)
    changed = [stem(w) for w in WORD.findall(pair.said) if stem(w) in suffered and stem(w) not in now]
    return f"passive made active: {', '.join(changed)}" if changed else None


def _behind_be(text: str) -> set[str]:
    """Stems of the words that stand right behind a form of "to be" and look like participles."""
    tokens = WORD.findall(text)
    return {
        stem(after)
        for before, after in pairwise(tokens)
        if before.lower() in _BE and after.lower().endswith(("ed", "en", "wn", "pt", "lt"))
    }


def _governed(text: str, kind: Callable[[str], bool], words: Sequence[str]) -> set[str]:
    """Those of `words` that stand within reach behind a word of a kind."""
    tokens = WORD.findall(text)
    wanted = set(words)
    found: set[str] = set()
    for at, token in enumerate(tokens):
        if kind(token):
            reach = [stem(t) for t in tokens[at + 1 :] if t.lower() not in STOPWORDS][:_REACH]
            found |= wanted & {w for w in reach if w not in _HEDGES}
    return found


_STRICT = (_unknown_numbers, _unknown_names, _unknown_quotations, _opposed)
_OF_OWN_WORDS = (_reordered, _negated, _strengthened, _revoiced)
