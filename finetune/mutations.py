"""One change that makes a true sentence false, by rule: training material for the support head.

The hand-written claims teach what a careless writer does; these teach, in number, where to look: at each
number, name, unit, quantifier, hedge and negation.
"""

import random
import re
from collections.abc import Callable

from index.opposites import OPPOSITES
from index.words import names

_NUMBER = re.compile(r"\b\d[\d,]*(?:\.\d+)?\b")
_COUNT = "two three four five six seven eight nine ten eleven twelve".split()
_MONTHS = ("January February March April May June July August September October November December").split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
# A weak word, and what says more than it.
_STRENGTHENINGS = (
    "may will; might will; could will; would will; can must; about exactly; nearly over; almost fully;"
    " some all; most all; many all; several all; often always; usually always; sometimes always;"
    " probably certainly; likely certain; suggested proved; claimed proved; hinted confirmed; believed"
    " known; alleged proven; expected guaranteed; planned carried out; plans has begun; hopes is"
    " certain; part all; partly entirely; half all; generally always; considered decided on; tried"
    " managed"
)
_STRONGER = dict(entry.split(maxsplit=1) for entry in _STRENGTHENINGS.split(";"))
_AUXILIARY = re.compile(
    r"\b(is|are|was|were|has|have|had|will|can|could|would|did|does|do|should|may)\b(?! not)"
)
_NEGATED = re.compile(r"\b(?:not|never|n't)\s", re.IGNORECASE)
Change = Callable[[str, str, random.Random], str | None]


def _other_number(sentence: str, _text: str, rng: random.Random) -> str | None:
    found = list(_NUMBER.finditer(sentence))
    if not found:
        return None
    number = rng.choice(found)
    value = float(number.group().replace(",", ""))
    if 1000 <= value <= 2100 and value.is_integer() and "," not in number.group():
        other = str(int(value) + rng.choice([-20, -10, -3, -2, -1, 1, 2, 3, 10, 20]))
    else:
        other = f"{value * rng.choice([0.1, 0.5, 2, 3, 10]) + rng.choice([0, 1]):,.0f}"
    return None if other == number.group() else _replaced(sentence, number, other)


def _other_word(sentence: str, _text: str, rng: random.Random) -> str | None:
    for row in (_COUNT, _MONTHS, _DAYS):
        found = [m for m in re.finditer(r"\b\w+\b", sentence) if m.group() in row]
        if found:
            word = rng.choice(found)
            return _replaced(sentence, word, rng.choice([w for w in row if w != word.group()]))
    return None


def _other_name(sentence: str, text: str, rng: random.Random) -> str | None:
    here = names(sentence)
    strangers = [name for name in names(text) if name not in here and len(name) > 2]
    if not here or not strangers:
        return None
    return sentence.replace(rng.choice(here), rng.choice(strangers), 1)


def swapped(sentence: str, _text: str, rng: random.Random) -> str | None:
    """Two names, or two numbers, in each other's place: the same words, another meaning."""
    numbers = list(dict.fromkeys(m.group() for m in _NUMBER.finditer(sentence)))
    pools = [pool for pool in (list(dict.fromkeys(names(sentence))), numbers) if len(pool) > 1]
    if not pools:
        return None
    a, b = rng.sample(rng.choice(pools), 2)
    if a in b or b in a or f"{a} {b}" in sentence or f"{b} {a}" in sentence:
        return None
    return sentence.replace(a, "\0").replace(b, a).replace("\0", b)


def _opposite(sentence: str, _text: str, rng: random.Random) -> str | None:
    return _by_table(sentence, {word: rng.choice(others) for word, others in OPPOSITES.items()}, rng)


def _stronger(sentence: str, _text: str, rng: random.Random) -> str | None:
    return _by_table(sentence, _STRONGER, rng)


def _negation(sentence: str, _text: str, rng: random.Random) -> str | None:
    if _NEGATED.search(sentence):
        return _NEGATED.sub("", sentence, count=1)
    found = list(_AUXILIARY.finditer(sentence))
    if not found:
        return None
    auxiliary = rng.choice(found)
    return _replaced(sentence, auxiliary, f"{auxiliary.group()} not")


CHANGES: tuple[Change, ...] = (
    _other_number,
    _other_word,
    _other_name,
    swapped,
    _opposite,
    _stronger,
    _negation,
)


def falsified(sentence: str, text: str, rng: random.Random) -> str | None:
    """The sentence with one change that makes it false; `text` is where strangers' names come from."""
    for change in rng.sample(CHANGES, len(CHANGES)):
        changed = change(sentence, text, rng)
        if changed and changed != sentence:
            return changed
    return None


def trimmed(sentence: str, rng: random.Random) -> str:
    """The sentence without an aside, or its last clause; it says no more than before."""
    cuts = [re.sub(r"\s*\([^)]*\)", "", sentence), re.sub(r", (?:who|which)\b[^,.]*,", "", sentence)]
    cuts.append(re.sub(r",\s(?:and|while|which|who|but)\b[^,]*\.$", ".", sentence))
    cuts.append(re.sub(r"^(?:However|In addition|Meanwhile|Also|Still|Moreover), (\w)", _capital, sentence))
    shorter = [cut for cut in cuts if cut != sentence and len(cut.split()) > 5]
    return rng.choice(shorter) if shorter else sentence


def _capital(found: re.Match[str]) -> str:
    return found[1].upper()


def _by_table(sentence: str, table: dict[str, str], rng: random.Random) -> str | None:
    found = [m for m in re.finditer(r"\b[a-z]+\b", sentence) if m.group() in table]
    if not found:
        return None
    word = rng.choice(found)
    return _replaced(sentence, word, table[word.group()])


def _replaced(sentence: str, found: re.Match[str], other: str) -> str:
    return sentence[: found.start()] + other + sentence[found.end() :]
