"""Cut a long quoted sentence down to the clauses that answer the question; what is left is verbatim."""

import re
from dataclasses import replace

from bot.verify import rejection
from index.protocols import Said, Scorer

_CLAUSE_END = re.compile(r"(?<=[,;:—–])\s+")
# A cut is worth it only if what is left still answers nearly as well as the whole sentence.
_KEEPS = 0.9


def shorten(question: str, said: Said, head: Scorer, *, words: int) -> str:
    """The sentence, or its best run of whole clauses of at most `words` words, with … where it was cut."""
    sentence = said.text
    if len(sentence.split()) <= words:
        return sentence
    clauses = _CLAUSE_END.split(sentence)
    runs = [
        (first, last)
        for first in range(len(clauses))
        for last in range(first + 1, len(clauses) + 1)
        if len(" ".join(clauses[first:last]).split()) <= words
    ]
    runs = [run for run in runs if rejection(" ".join(clauses[slice(*run)]), sentence) is None]
    if not runs:
        return " ".join(sentence.split()[:words]) + " …"
    texts = [" ".join(clauses[slice(*run)]) for run in runs]
    scores = head.score(question, [replace(said, text=text) for text in texts])
    good = max(scores) * _KEEPS
    # Among the runs that answer, the longest reads best.
    at = max((n for n, s in enumerate(scores) if s >= good), key=lambda n: len(texts[n]))
    first, last = runs[at]
    lead = "… " if first else ""
    tail = "" if last == len(clauses) else " …"
    return f"{lead}{texts[at].rstrip(',;:—– ') if tail else texts[at]}{tail}"
