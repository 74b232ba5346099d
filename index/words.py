"""What a text is made of, for comparing two of them: content words by stem, numbers, names."""

import re
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

import snowballstemmer
from text_to_num import alpha2digit

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# Words that sentences and questions are made of and that say nothing about their subject.
STOPWORDS = frozenset(
    "a about also an and any are as at be because been being both but by can could did do does during each"
    " for from had has have he her hers him his how i if in into is it its just me more most my no not of on"
    " or our out over own per said say says she should so some such tell than that the their them then there"
    " these they this those through to too under until up upon us very was we were what when where whether"
    " which while who whom whose why will with would you your".split()
)
# Numbers that the library of number words does not know.
_FURTHER = {"twice": "2", "thrice": "3", "dozen": "12", "pair": "2"}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SCALED = re.compile(
    r"(\d[\d,]*(?:\.\d+)?)\s*-?\s*(hundred|thousand|million|billion|trillion)\b", re.IGNORECASE
)
_FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")
# "One", "first" and "second" are seldom meant as numbers; from two on they are.
_SMALLEST = 2
_NUMBER_WORDS = frozenset(
    "zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety third fourth fifth"
    " sixth seventh eighth ninth tenth twice thrice once dozen first second".split()
)
# "Eleven-year" counts years; "twenty-one" and "three-quarters" are one number, "second-hand" is none.
_CARDINALS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred"
    " thousand million billion"
)
_COUNTING = re.compile(
    rf"\b((?:{'|'.join(_CARDINALS.split())})"
    r"|(?:third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)(?=-(?:straight|consecutive)))"
    r"-(?!(?:one|two|three|four|five|six|seven|eight|nine|first|second|hundred|thousand|million|billion|to|and"
    r"|half|halves|(?:quarter|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)s?)\b)(?=[a-z])",
    re.IGNORECASE,
)
_CAPITALIZED = re.compile(r"\b[^\W\d_a-z][^\W_]*(?:['’.\-&][^\W_]+)*")
_NAME_RUN = re.compile(r"[^\W\d_a-z][\w'’-]*(?:\s+[^\W\d_a-z][\w'’-]*)+")
_ROOT = 5
_SHORTEST = 4
# How stems of places and of their people differ: "bulgaria" and "bulgarian", "egypt" and "egyptian".
_DEMONYMS = (("a", "an"), ("", "ian"), ("", "es"), ("a", "es"), ("", "i"), ("", "ish"))
_FURTHER_DEMONYMS = (
    "britain british, england english, scotland scottish, ireland irish, wales welsh, france french,"
    " spain spanish, netherlands dutch, denmark danish, sweden swedish, finland finnish, norway norwegian,"
    " poland polish, greece greek, turkey turkish, switzerland swiss, portugal portuguese, thailand thai,"
    " philippines filipino, afghanistan afghan, kazakhstan kazakh, europe european, peru peruvian,"
    " lebanon lebanese, belgium belgian, canada canadian, argentina argentine, cyprus cypriot,"
    " iceland icelandic, mexico mexican"
)
_NO_DEMONYMS = frozenset({("niger", "nigerian"), ("mess", "messi"), ("ross", "rossi"), ("mari", "marian")})


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
    spelled = in_figures(text.lower())
    found = {figure.replace(",", "") for figure in _FIGURE.findall(spelled)}
    return found | {value for word, value in _FURTHER.items() if re.search(rf"\b{word}\b", spelled)}


def in_figures(text: str) -> str:
    """The text with its numbers as figures: "two hundred and ten" as "210", "$1.9 million" as "$1900000"."""
    counted = _COUNTING.sub(r"\1 ", _SCALED.sub(_multiplied, text))
    return str(alpha2digit(counted, "en", threshold=_SMALLEST))


def _multiplied(scaled: re.Match[str]) -> str:
    value = float(scaled[1].replace(",", "")) * _SCALES[scaled[2].lower()]
    return f"{value:.6f}".rstrip("0").rstrip(".")


def names(text: str) -> list[str]:
    """Capitalized words in order, without the small words of the language.

    The first word of a sentence counts only where it is followed by another or is spelt like a name.
    """
    found = []
    for match in _CAPITALIZED.finditer(text):
        word = match.group()
        if word.lower() in STOPWORDS or word.lower() in _NUMBER_WORDS:
            continue
        before = text[: match.start()].rstrip(" \"'“”‘’([")
        begins = not before or before[-1] in ".!?:\n"
        following = _CAPITALIZED.match(text, match.end() + 1)
        if not begins or following or any(c.isupper() for c in word[1:]):
            found.append(word)
    return found


@cache
def _further_demonyms() -> frozenset[frozenset[str]]:
    """Pairs of stems that no rule relates."""
    return frozenset(frozenset(map(stem, pair.split())) for pair in _FURTHER_DEMONYMS.split(", "))


def demonym(a: str, b: str) -> bool:
    """Whether one stem is the other's people or language: "bulgaria", "bulgarian"; "france", "french"."""
    if frozenset((a, b)) in _further_demonyms():
        return True
    place, people = sorted((a, b), key=len)
    return (place, people) not in _NO_DEMONYMS and any(
        people == place.removesuffix(dropped) + ending
        for dropped, ending in _DEMONYMS
        if len(place) >= _SHORTEST
    )


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
