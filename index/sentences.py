"""Sentence boundaries as character spans, so that every sentence can be quoted verbatim.

A line break always ends a sentence: loaders have unwrapped hard-wrapped text by then, so a line is a
paragraph, a headline or a byline. Inside a line the sentencex library (Wikimedia) decides.
"""

import re
from dataclasses import dataclass

import sentencex

_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """`text` is exactly `source[start:end]`, stripped of surrounding white space."""

    start: int
    end: int
    text: str


def split_sentences(text: str, *, language: str = "en") -> list[Sentence]:
    """All sentences of `text`, in order, not overlapping; together they hold every visible character."""
    found: list[Sentence] = []
    for line in _LINE.finditer(text):
        position = line.start()
        for piece in sentencex.segment(language, line.group()):
            start = text.index(piece, position) if piece else position
            position = start + len(piece)
            body = piece.strip()
            if body:
                begin = start + piece.index(body)
                found.append(Sentence(begin, begin + len(body), body))
    return found
