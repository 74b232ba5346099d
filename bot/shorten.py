"""Cut a long quoted sentence down to the clauses that answer the question; what is left is verbatim."""

import re
from dataclasses import replace

from index.asked import may_answer
from index.protocols import Said, Scorer

_CLAUSE_END = re.compile(r"(?<=[,;:—–])\s+")
# "(CNN)", "New York (CNN Business)": where a report was filed is no part of its first sentence.
_DATELINE = re.compile(r"^(?:[A-Z][\w.,'’ ]{0,40})?\((?:[A-Z][\w.]*\s?){1,3}\)\s*(?:[-–—]\s*)?")
# Clauses with these words turn round what stands beside them: they are not cut off.
_TURNS = re.compile(r"\b(?:unless|deny|denie[sd]|denying|false|falsely|alleged(?:ly)?)\b", re.IGNORECASE)
# A cut is worth it only if what is left still answers nearly as well as the whole sentence.
_KEEPS = 0.9
# Runs of clauses that are looked at; each takes about 10 ms.
_MOST_RUNS = 12
# The marks where it was cut count as words.
_MARKS = 2


def shorten(question: str, said: Said, head: Scorer, *, words: int) -> str:
    """The sentence, or its best run of whole clauses, at most `words` words with the … where it was cut."""
    sentence = _DATELINE.sub("", said.text)
    if len(sentence.split()) <= words:
        return sentence
    clauses = _CLAUSE_END.split(sentence)
    runs = [
        (" ".join(clauses[first:last]), first, last)
        for first in range(len(clauses))
        for last in range(first + 1, len(clauses) + 1)
        if not any(_TURNS.search(clause) for clause in (*clauses[:first], *clauses[last:]))
    ]
    fit = [run for run in runs if len(run[0].split()) <= words - _MARKS and may_answer(question, run[0])]
    # Among the runs that answer, the longest reads best.
    longest = sorted(fit, key=lambda run: -len(run[0]))[:_MOST_RUNS]
    whole, *scores = head.score(question, [said, *(replace(said, text=text) for text, _, _ in longest)])
    enough = max([whole, *scores]) * _KEEPS
    for (text, first, last), score in zip(longest, scores, strict=True):
        if score >= enough:
            return _marked(text, starts=first == 0, ends=last == len(clauses))
    said_words = sentence.split()
    ends = [
        _marked(" ".join(said_words[: words - 1]), starts=True, ends=False),
        _marked(" ".join(said_words[1 - words :]), starts=False, ends=True),
    ]
    turned = [text for text in ends if len(_TURNS.findall(text)) == len(_TURNS.findall(sentence))] or ends
    holding = [text for text in turned if may_answer(question, text)] or turned
    scores = head.score(question, [replace(said, text=text) for text in holding])
    return holding[scores.index(max(scores))]


def _marked(text: str, *, starts: bool, ends: bool) -> str:
    """The run with … where it was cut."""
    whole = text if ends else text.rstrip(",;:—– ") + " …"
    return whole if starts else f"… {whole}"
