"""Cut a long quoted sentence down to the clauses that answer the question; what is left is verbatim."""

import re
from dataclasses import replace

from bot.verify import Verifier
from index.protocols import Said, Scorer

_CLAUSE_END = re.compile(r"(?<=[,;:—–])\s+")
# A cut is worth it only if what is left still answers nearly as well as the whole sentence.
_KEEPS = 0.9
# Runs of clauses that are looked at; each takes about 10 ms.
_MOST_RUNS = 12


def shorten(question: str, said: Said, head: Scorer, verifier: Verifier, *, words: int) -> str:
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
    # Among the runs that answer, the longest reads best.
    runs = sorted(runs, key=lambda run: -len(" ".join(clauses[slice(*run)])))[:_MOST_RUNS]
    texts = [" ".join(clauses[slice(*run)]) for run in runs]
    scores = head.score(question, [replace(said, text=text) for text in texts])
    for run, text, score in zip(runs, texts, scores, strict=True):
        if score >= max(scores) * _KEEPS and verifier.rejection(text, sentence) is None:
            return _marked(text, starts=run[0] == 0, ends=run[1] == len(clauses))
    return " ".join(sentence.split()[:words]) + " …"


def _marked(text: str, *, starts: bool, ends: bool) -> str:
    """The run with … where it was cut."""
    whole = text if ends else text.rstrip(",;:—– ") + " …"
    return whole if starts else f"… {whole}"
