"""Which language a text is in, by py3langid; the embedded models know English."""

from functools import cache
from typing import Any

# A beginning of this many characters settles the language; a shorter text than the other is not judged.
_ENOUGH = 2_000
_TOO_SHORT = 40
# Below this probability the guess is worth nothing and the text counts as English.
_SURE = 0.9


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def language_of(text: str) -> str:
    """ISO 639-1 code of the text's language; "en" where the text is too short to tell."""
    if len(text) < _TOO_SHORT:
        return "en"
    code, probability = _identifier().classify(text[:_ENOUGH])
    return str(code) if probability >= _SURE else "en"
