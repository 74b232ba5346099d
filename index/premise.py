"""Does a question take for granted what a sentence denies?

"When did the truce not hold?", "Which non-members pay?" and "Who lost the match?" are not answered by "The
truce held until May", "Members pay" and "Ana Ruiz won the match", however much they share. Only what words
can tell is looked at, and only from the question's side: what a sentence denies may be something else.
"""

import re

from index.opposites import any_opposite
from index.words import STOPWORDS, WORD, stem

_NOT = re.compile(
    r"^(?:not|never|without|cannot|fail(?:s|ed|ing)?|unable|hardly|nor)$|n['’]t$", re.IGNORECASE
)
# What denies in a sentence; a question may ask what was refused.
_REFUSED = re.compile(
    rf"{_NOT.pattern}|^(?:no|none|nobody|nothing|refus(?:e|ed|es|al|ing)|rejected|denied)$", re.IGNORECASE
)
# "Not only" denies nothing.
_YET_SO = frozenset({"only", "just", "merely"})
# How many words behind a negation it is taken to govern.
_REACH = 2
_PREFIX = re.compile(r"^(?:non-?|un|in|im|ir|il|dis|anti-?|mis)(?=\w{4})")
# "How old" claims no age, and the last time may have been the first.
_NO_CLAIM = re.compile(r"\bhow\s+\w+|\blast\s+time\b", re.IGNORECASE)


def denies(sentence: str, question: str) -> bool:
    """Whether a sentence lacks the question's negation, or says the opposite of one of its words."""
    return (
        _lacks_negation(sentence, question)
        or _lacks_prefix(sentence, question)
        or _opposes(sentence, question)
    )


def _lacks_negation(sentence: str, question: str) -> bool:
    """Whether nothing is denied in the sentence, or not what the question denies."""
    denied, _ = _by_negation(question, _NOT)
    there, told = _by_negation(sentence, _REFUSED)
    return bool(denied) and (not there or bool(denied & told - there))


def _by_negation(text: str, negation: re.Pattern[str]) -> tuple[set[str], set[str]]:
    """Stems of the content words behind a negation, and of all others."""
    words = WORD.findall(text)
    denied: set[str] = set()
    told: set[str] = set()
    left = 0
    for at, word in enumerate(words):
        if negation.search(word):
            left = 0 if "".join(words[at + 1 : at + 2]).lower() in _YET_SO else _REACH
        elif word.lower() not in STOPWORDS:
            (denied if left > 0 else told).add(stem(word))
            left -= 1
    return denied, told


def _lacks_prefix(sentence: str, question: str) -> bool:
    """Whether a word of the question stands in the sentence without the prefix that turns it round."""
    told = {stem(word) for word in WORD.findall(sentence)}
    turned = (word.lower() for word in re.findall(r"[\w-]+", question))
    return any(
        stem(word) not in told and stem(_PREFIX.sub("", word)) in told
        for word in turned
        if _PREFIX.match(word)
    )


def _opposes(sentence: str, question: str) -> bool:
    asked = {word.lower() for word in WORD.findall(_NO_CLAIM.sub(" ", question))} - STOPWORDS
    told = {word.lower() for word in WORD.findall(sentence)}
    return any_opposite(asked, told)
