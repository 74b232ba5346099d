"""Cut a long quoted sentence down to the clauses that answer the question; what is left is verbatim."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from index.asked import may_answer
from index.protocols import Said, Scorer

_CLAUSE_END = re.compile(r"(?<=[,;:—–])\s+")
# "(CNN)", "New York (CNN Business)", "PORT ELLERY - ": where a report was filed is no part of its first
# sentence.
_DATELINE = re.compile(
    r"^(?:[A-Z][\w.,'’ ]{0,40})?\((?:[A-Z][\w.]*\s?){1,3}\)\s*(?:[-–—]\s*)?|^[A-Z][A-Z.,'’ ]{2,40}\s[-–—]\s+"
)
# Clauses with these words turn round what stands beside them: they are not cut off.
_TURNS = re.compile(r"\b(?:unless|deny|denie[sd]|denying|false|falsely|alleged(?:ly)?)\b", re.IGNORECASE)
# A cut is worth it only if what is left still answers nearly as well as the whole sentence.
_KEEPS = 0.9
# Runs of clauses that are looked at; each takes about 10 ms.
_MOST_RUNS = 12
# The marks where it was cut count as words.
_MARKS = 2
# Stretches from the middle of a sentence begin at every third word.
_STRIDE = 3


def without_dateline(sentence: str) -> str:
    """The sentence without where it was filed."""
    return _DATELINE.sub("", sentence)


def shorten(
    question: str, said: Said, head: Scorer, *, words: int, holds: Callable[[str], bool] | None = None
) -> str:
    """The sentence, or its best run of whole clauses, at most `words` words with the … where it was cut.

    What is left `holds` the answer wherever that is possible; a thing of the kind that is asked for, if
    nothing else is said.
    """
    holds = holds or partial(may_answer, question)
    sentence = without_dateline(said.text)
    if len(sentence.split()) <= words:
        return sentence
    clauses = _CLAUSE_END.split(sentence)
    runs = [
        (" ".join(clauses[first:last]), first, last)
        for first in range(len(clauses))
        for last in range(first + 1, len(clauses) + 1)
        if not any(_TURNS.search(clause) for clause in (*clauses[:first], *clauses[last:]))
    ]
    fit = [run for run in runs if len(run[0].split()) <= words - _MARKS and holds(run[0])]
    # Among the runs that answer, the longest reads best.
    longest = sorted(fit, key=lambda run: -len(run[0]))[:_MOST_RUNS]
    whole, *scores = head.score(question, [said, *(replace(said, text=text) for text, _, _ in longest)])
    enough = max([whole, *scores]) * _KEEPS
    for (text, first, last), score in zip(longest, scores, strict=True):
        if score >= enough:
            return _marked(text, starts=first == 0, ends=last == len(clauses))
    turns = len(_TURNS.findall(sentence))
    ends, middles = (
        [text for text in stretches if len(_TURNS.findall(text)) == turns]
        for stretches in _stretches(sentence.split(), words)
    )
    holding = list(filter(holds, ends)) or list(filter(holds, middles)) or ends or middles or [sentence]
    scores = head.score(question, [replace(said, text=text) for text in holding])
    return holding[scores.index(max(scores))]


def _stretches(said: list[str], words: int) -> tuple[list[str], list[str]]:
    """The first and the last words of a sentence that has more, and the stretches between."""
    ends = [
        _marked(" ".join(said[: words - 1]), starts=True, ends=False),
        _marked(" ".join(said[1 - words :]), starts=False, ends=True),
    ]
    long = words - _MARKS
    firsts = range(_STRIDE, len(said) - long, _STRIDE)
    return ends, [_marked(" ".join(said[n : n + long]), starts=False, ends=False) for n in firsts]


def _marked(text: str, *, starts: bool, ends: bool) -> str:
    """The run with … where it was cut."""
    whole = text if ends else text.rstrip(",;:—– ") + " …"
    return whole if starts else f"… {whole}"
