"""Which language a text is in, by py3langid; the embedded models know English.

A question is a short text, for which the guess alone is worth little: the language's most frequent words
(justext's lists) must bear it out.
"""

import re
import unicodedata
from functools import cache
from typing import Any

# A beginning of this many characters settles the language; a shorter text than the other is not judged.
_ENOUGH = 2_000
_TOO_SHORT = 40
# Below this probability the guess is worth nothing and the text counts as English.
_SURE = 0.9
# The languages that a question may be in, by their names, which justext's lists go by. The guess is among
# these alone: of more, close relatives (Norwegian and Danish, Galician and Portuguese) share the probability.
_LATIN = {
    "en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "pt": "Portuguese",
    "nl": "Dutch", "sv": "Swedish", "da": "Danish", "pl": "Polish", "cs": "Czech", "hu": "Hungarian",
    "ro": "Romanian", "fi": "Finnish", "tr": "Turkish",
}  # fmt: skip
_OTHER_SCRIPTS = {
    "ru": "Russian", "uk": "Ukrainian", "bg": "Bulgarian", "el": "Greek", "ar": "Arabic", "fa": "Persian",
    "he": "Hebrew", "hi": "Hindi", "zh": "Chinese", "ja": "Japanese", "ko": "Korean", "th": "Thai",
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
# No other common language begins a question so, and the identifier takes half a second to load.
_BEGINS_ENGLISH = re.compile(r"\W*(?:what|who|whose|when|where|why|how|which|did|does)\s", re.IGNORECASE)
# Of fewer words, or fewer characters of another script, nothing is said.
_FEWEST_WORDS = 3
_FEWEST_CHARACTERS = 5


@cache
def _identifier() -> Any:
    return _load()


@cache
def _question_identifier() -> Any:
    identifier = _load()
    identifier.set_languages([*_LATIN, *_OTHER_SCRIPTS])
    return identifier


def _load() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def language_of(text: str) -> str:
    """ISO 639-1 code of the text's language; "en" where the text is too short to tell."""
    if len(text) < _TOO_SHORT:
        return "en"
    code, probability = _identifier().classify(text[:_ENOUGH])
    return str(code) if probability >= _SURE else "en"


def question_language(question: str) -> str:
    """ISO 639-1 code of the question's language; "" where it is not sure, which is often."""
    if _BEGINS_ENGLISH.match(question):
        return "en"
    letters = [c for c in question if c.isalpha()]
    latin = sum(unicodedata.name(c, "").startswith("LATIN") for c in letters)
    spelt = _WORD.findall(question)
    # A word in capitals may belong to a name: "El Niño", "Banca del Lavoro".
    words = {word for word in spelt if word.islower()}
    if spelt[1:] and spelt[1].islower():
        words.add(spelt[0].lower())
    code, probability = _question_identifier().classify(question[:_ENOUGH].lower())
    if probability < _SURE:
        return ""
    if 2 * latin < len(letters):
        return str(code) if code in _OTHER_SCRIPTS and len(letters) >= _FEWEST_CHARACTERS else ""
    if code not in _LATIN or len(spelt) < _FEWEST_WORDS:
        return ""
    own = _frequent(code)
    others = _frequent("de" if code == "en" else "en")
    return str(code) if len(words & (own - others)) > len(words & (others - own)) else ""


def language_name(code: str) -> str:
    """A language's English name; the code itself where it is none of the common ones."""
    return (_LATIN | _OTHER_SCRIPTS).get(code, f"“{code}”")


@cache
def _frequent(code: str) -> frozenset[str]:
    """The most frequent words of a language in lower case."""
    import justext

    return frozenset(word.lower() for word in justext.get_stoplist(_LATIN[code]))
