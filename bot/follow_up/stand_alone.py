"""A follow-up question made to stand alone: "And when did she say that?" after what was asked and answered.

Rules, no model: it takes about two milliseconds, and what it adds are words of the conversation. Two texts
come out. What is asked of the evidence reads as a person would ask it; what is searched also names what the
conversation is about. Nothing that the user wrote is lost but words that point ("she", "did that happen"),
whose place is taken by what they point at. All numbers were chosen on the training split of CANARD
(bench.conversation).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.dialogue import Turn
from bot.follow_up.ellipsis import AUXILIARY, completed, predicate
from bot.follow_up.foreground import ASKS, OPENING, listen, told, topic_of
from bot.follow_up.mentions import Mention, mentions
from bot.follow_up.pronouns import points_outside, resolve
from index.words import STOPWORDS, WORD, content_stems

# Turns that are looked back on, and the first one beside them: it names what the conversation is about.
_LOOKS_BACK = 8
# A question of fewer content words says too little to stand alone.
_FEWEST_WORDS = 3
# Words of a name; a longer one is a title, and stays as the user wrote it.
_LONGEST_NAME = 4
# Words of what was said that "he said that" is searched with.
_LONGEST_SAYING = 20
# What every conversation speaks of: sharing only such words is no common subject.
_GENERAL = frozenset(
    content_stems(
        "happen happened year years time times day name first last new one many much long old big do did make"
        " made get got go come take know think call called want article anything something interesting"
        " aspects"
        " other people"
    )
)
_THANKS = frozenset(content_stems("thanks thank yes no ok okay great good nice cool hello hi please sorry"))
_ASKS_WHO = re.compile(r"^\W*(?:(?:and|but|so)\s+)?who\b", re.IGNORECASE)
_DEED = re.compile(r"\b(?:do|did|doing|done)\s+(?:it|that|this|so)\W*$", re.IGNORECASE)
_SAYING = re.compile(
    r"\b(?:say|said|saying|says|think|claim|claimed|believe|know|mean|announced?)\s+(?:it|that|this|so)\W*$",
    re.IGNORECASE,
)
_INDEFINITE = re.compile(r"\ban?\b", re.IGNORECASE)
_POINTS_BACK = re.compile(
    r"^\W*(?:and|but|so|also)\b|\b(?:this|these|those|such|else|other|others|another|also|too|still|same|next"
    r"|again|instead|then|besides|more|ones?|afterwards?|both|either|latter|former)\b|\bthat\b(?=\W*$)"
    rf"|\b(?:{AUXILIARY}|of|than|after|before|with|for|like|about|on|at|in|by|from|year|time)\s+that\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question that stands alone.

    `leans` says whether it goes on with what was said, so that the last answer's evidence may answer it too;
    `guessed` that its own words do not tell, and that it may be the beginning of something else.
    """

    asked: str
    searched: str
    leans: bool
    guessed: bool = False


def unchanged(question: str) -> FollowUp:
    """A question that has nothing to do with what was said."""
    return FollowUp(question, question, leans=False)


def follow_up(question: str, turns: Sequence[Turn]) -> FollowUp:
    """The question as it stands alone after the turns; without turns, or on a new topic, as it is."""
    turns = [*turns[:1], *turns[1:][-_LOOKS_BACK:]]
    if not turns or not WORD.search(question):
        return unchanged(question)
    before, foreground = listen(turns)
    whole = completed(question, before)
    if not (whole or _leans(question, turns, foreground)):
        return unchanged(question)
    asked, meant = resolve(whole or OPENING.sub("", question), foreground)
    asked = _in_full(asked, foreground)
    asked = asked[:1].upper() + asked[1:]
    topic = topic_of(foreground)
    searched = asked if topic is None or topic.key & set(content_stems(asked)) else f"{asked} {topic.text}"
    if _DEED.search(question):
        asked, searched = _with(asked, predicate(before)), f"{searched} {predicate(before)}"
    elif _SAYING.search(question):
        # Searched only: a sentence that is asked for whole would be taken for the question given back.
        searched = f"{searched} {' '.join(told(turns[-1]).split()[:_LONGEST_SAYING])}".rstrip()
    elif topic and searched != asked and not (meant or whole):
        asked = _with(asked, _subject(question, topic, foreground).text)
    return FollowUp(asked, searched, leans=True, guessed=not (whole or meant or _points_back(question)))


def _with(question: str, words: str) -> str:
    return f"{question.rstrip('?!. ')} ({words})?"


def _subject(question: str, topic: Mention, foreground: Sequence[Mention]) -> Mention:
    """What a question without a subject is about: the topic, but in "who came second?" not the winner."""
    if _ASKS_WHO.search(question) and not topic.asked_about:
        return next((m for m in foreground if not m.named and m.person is False), topic)
    return topic


def _leans(question: str, turns: Sequence[Turn], foreground: Sequence[Mention]) -> bool:
    """Whether the question goes on with what was said; what names something new must point back to do so."""
    if _points_back(question):
        return True
    said = set(content_stems(question)) - _GENERAL
    if set(content_stems(question)) <= _THANKS and not ASKS.search(question):
        return False
    named = {s for m in foreground if m.named for s in m.key} - _GENERAL
    if said & named:
        return True
    if any(m.named for m in mentions(question)):
        return False
    recent = " ".join(f"{turn.question} {told(turn)}" for turn in (turns[0], *turns[-2:]))
    return bool(said & set(content_stems(recent))) or (
        len(said) < _FEWEST_WORDS and not _INDEFINITE.search(question)
    )


def _points_back(question: str) -> bool:
    return bool(_POINTS_BACK.search(question)) or points_outside(question)


def _in_full(question: str, foreground: Sequence[Mention]) -> str:
    """The question with the names in it as they were first given in full: "Safran" to "John Safran"."""
    for m in foreground:
        words = m.text.removeprefix("the ").split()
        # "The Quillan library" is as full as "the Quillan Public Library".
        if (
            not m.named
            or not 2 <= len(words) <= _LONGEST_NAME
            or len(m.key & set(content_stems(question))) != 1
        ):
            continue
        for word in (words[-1], words[0]):
            there = re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", question, re.IGNORECASE)
            if there and word.lower() not in STOPWORDS and not _beside_name(question, *there.span()):
                question = f"{question[: there.start()]}{' '.join(words)}{question[there.end() :]}"
                break
    return question


def _beside_name(question: str, start: int, end: int) -> bool:
    """Whether a name goes on before or behind: "Boston Smith" is another than "Ozzie Smith"."""
    return bool(
        re.search(r"[a-z,]\s[A-Z][\w'’.-]*\s$", question[:start]) or re.match(r"\s[A-Z]", question[end:])
    )
