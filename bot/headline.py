"""The headline as a lead-in: it often names what a sentence of the article only calls "the company"."""

import re

from index.words import content_stems

_LONGEST = 16
# Fewer content words are a name or a file's name.
_FEWEST = 3
# "… | CNN Business", "… - The Wick Street Journal": whose page it is, not what happened.
_OUTLET = re.compile(r"(?:\s+\|\s+[^|]{1,40}|\s+[–—-]\s+(?:CNN|BBC|AP|Reuters|The)[^|–—]{0,30})+$")
_CUT_OFF = re.compile(r"\s*(?:\.\.\.|…)$")


def lead_in(question: str, title: str, sentence: str) -> str:
    """The headline in quotation marks and a colon, or nothing where it says no more than is said already.

    A headline that asks tells nothing, and a long one leaves no room for the quote.
    """
    headline = _CUT_OFF.sub(" …", _OUTLET.sub("", title.strip())).rstrip(".!")
    words = content_stems(headline)
    known = set(content_stems(f"{question} {sentence}"))
    new = len(words) >= _FEWEST and any(word not in known for word in words)
    if not new or "?" in headline or len(headline.split()) > _LONGEST:
        return ""
    return f"“{headline.replace('“', '‘').replace('”', '’')}”: "
