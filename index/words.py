"""What a text is made of, for comparing two of them: content words by stem, numbers, names."""

import re
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

import snowballstemmer

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# Words that sentences and questions are made of and that say nothing about their subject.
STOPWORDS = frozenset(
    "a about also an and any are as at be because been being both but by can could did do does during each"
    " for from had has have he her hers him his how i if in into is it its just me more most my no not of on"
    " or our out over own per said say says she should so some such tell than that the their them then there"
    " these they this those through to too under until up upon us very was we were what when where whether"
    " which while who whom whose why will with would you your".split()
)
_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_VALUES = (
    {word: value for value, word in enumerate(_UNITS)}
    | {word: 10 * value for value, word in enumerate(_TENS, start=2)}
    | {word: value for value, word in enumerate(_ORDINALS, start=1)}
    | {"once": 1, "twice": 2, "thrice": 3, "dozen": 12}
)
# "one" and "first" are seldom numbers; "second" may be a unit of time.
_HARDLY_NUMBERS = frozenset({"one", "first", "second"})
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_FIGURE = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+")
_CAPITALIZED = re.compile(r"[^\W\d_a-z][^\W_]*(?:['’.\-&][^\W_]+)*")
_NAME_RUN = re.compile(r"[^\W\d_a-z][\w'’-]*(?:\s+[^\W\d_a-z][\w'’-]*)+")
_ROOT = 5


@cache
def _stemmer() -> Any:
    return snowballstemmer.stemmer("english")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The Snowball stem of an English word, in lower case."""
    return str(_stemmer().stemWord(word.lower().replace("’", "'").removesuffix("'s")))


def content_stems(text: str) -> list[str]:
    """Stems of the words that carry meaning, in order, repetitions kept."""
    return [stem(w) for w in WORD.findall(text) if w.lower() not in STOPWORDS]


def numbers(text: str) -> set[str]:
    """Every number in the text, words and figures alike, in one form: "1,240" and "seventy-five" too."""
    found: set[str] = set()
    previous: float | None = None
    for figure in _FIGURE.findall(text.lower()):
        if figure[0].isdigit():
            previous = None
            plain = figure.replace(",", "")
            found.add(plain)
            previous = float(plain) if plain.count(".") <= 1 and ":" not in plain else None
        elif figure in _SCALES and previous is not None:
            found.discard(_plain(previous))
            previous *= _SCALES[figure]
            found.add(_plain(previous))
        elif figure in _VALUES and figure not in _HARDLY_NUMBERS:
            value = float(_VALUES[figure])
            if previous is not None and 20 <= previous < 100 and value < 10 and previous % 10 == 0:
                found.discard(_plain(previous))
                value += previous
            previous = value
            found.add(_plain(value))
        elif figure == "one":
            previous = 1.0
        else:
            previous = None
    return found


def _plain(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".")


def names(text: str) -> list[str]:
    """Capitalized words in order, without the small words of the language.

    The first word of a sentence counts only where it is followed by another or is spelt like a name.
    """
    found = []
    for match in _CAPITALIZED.finditer(text):
        word = match.group()
        if word.lower() in STOPWORDS or word.lower() in _VALUES:
            continue
        before = text[: match.start()].rstrip(" \"'“”‘’([")
        begins = not before or before[-1] in ".!?:\n"
        following = _CAPITALIZED.match(text, match.end() + 1)
        if not begins or following or any(c.isupper() for c in word[1:]):
            found.append(word)
    return found


def root(word: str) -> str:
    """The beginning that "Korea" and "Korean" share, in lower case."""
    return word[:_ROOT].lower()


def confuses_names(asked: str, text: str) -> bool:
    """Whether a name of two words meets only namesakes in the text: "South Korea", "North Korea"."""
    there = _name_pairs(text)
    for first, last in _name_pairs(asked):
        namesakes = {other for other, ending in there if ending == last}
        if namesakes and first not in namesakes:
            return True
    return False


def _name_pairs(text: str) -> set[tuple[str, str]]:
    """Neighbouring words of names by their roots."""
    pairs: set[tuple[str, str]] = set()
    for run in _NAME_RUN.finditer(text):
        parts = [part for part in WORD.findall(run.group()) if part.lower() not in STOPWORDS]
        pairs.update((root(a), root(b)) for a, b in pairwise(parts))
    return pairs
