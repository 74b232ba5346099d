"""Is an answer right? The same rules for every system and set."""

import re
import string
from collections import Counter
from collections.abc import Sequence

from bot.answer import MOST_FOOTNOTES, MOST_SENTENCES, MOST_WORDS
from index.sentences import split_sentences
from index.words import in_figures

_ARTICLES = re.compile(r"\b(?:a|an|the)\b")
_PUNCTUATION = str.maketrans(dict.fromkeys(string.punctuation + "“”‘’–—…", " "))
_CITATION = re.compile(r"\[\d+\]")
# What the baseline is told to say; any wording of its that says so counts.
_REFUSAL = re.compile(
    r"could not find|cannot find|couldn't find|not (?:mentioned|found|stated) in", re.IGNORECASE
)


def normal(text: str) -> str:
    """Lower case, no punctuation, no articles, single spaces, as SQuAD's evaluation compares answers.

    Numbers become figures first: "$12.6 million" is "$12,600,000".
    """
    plain = in_figures(text.lower().replace(",", "")).translate(_PUNCTUATION)
    return " ".join(_ARTICLES.sub(" ", plain).split())


def holds(text: str, answers: Sequence[str]) -> bool:
    """Whether a gold answer stands in a text, whole words only."""
    padded = f" {normal(text)} "
    return any(normal(answer) and f" {normal(answer)} " in padded for answer in answers)


def verbatim(quotes: Sequence[str], texts: Sequence[str]) -> bool:
    """Whether every quote stands in one of the texts as it is."""
    return all(any(quote in text for text in texts) for quote in quotes)


def token_f1(text: str, answers: Sequence[str]) -> float:
    """The best F1 of words between a text and a gold answer."""
    return max((_f1(normal(text).split(), normal(answer).split()) for answer in answers), default=0.0)


def _f1(said: list[str], gold: list[str]) -> float:
    same = (Counter(said) & Counter(gold)).total()
    return 2 * same / (len(said) + len(gold)) if same else 0.0


def bare(text: str) -> str:
    """An answer without its footnote marks."""
    return " ".join(_CITATION.sub("", text).split())


def is_short(text: str, footnotes: int) -> bool:
    """Whether an answer keeps the form: to dump a passage is no answer."""
    plain = bare(text)
    return (
        len(plain.split()) <= MOST_WORDS
        and len(split_sentences(plain)) <= MOST_SENTENCES
        and footnotes <= MOST_FOOTNOTES
    )


def is_refusal(text: str) -> bool:
    """Whether the baseline says that it does not know."""
    return not text.strip() or _REFUSAL.search(text) is not None
