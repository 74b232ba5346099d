"""What a conversation is about: its mentions, the most present first, after each turn has been heard.

A mention counts by where it stands and fades from turn to turn; what was asked about last is what one goes on
to ask about (Grosz, Joshi and Weinstein, "Centering", 1995). Pronouns of earlier questions are
resolved on the way.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.dialogue import REFUSAL, Turn
from bot.follow_up.ellipsis import completed
from bot.follow_up.mentions import Mention, mentions
from bot.follow_up.pronouns import resolve

# Characters of a question and of an answer that are read: what they are about they say early.
_QUESTION, _ANSWER = 300, 600
# What a turn keeps of the weight of the one before it.
_FADES = 0.6
# What a mention weighs: one that a pronoun stood for, one in a question, what "who" asked for, any other.
_BOUND, _IN_QUESTION, _ASKED_FOR, _IN_ANSWER = 1.2, 1.0, 0.9, 0.4
# What is mentioned twice is a little more present than what is mentioned once.
_AGAIN = 0.3
# Words of a line that only names what it is about: "Frank Zappa", "average fees".
_LONGEST_TOPIC = 8

OPENING = re.compile(r"^\W*(?:(?:and|but|so|also)\b[\s,]*)+(?=\w)", re.IGNORECASE)
ASKS = re.compile(
    r"\?|^\W*(?:why|when|where|who|whom|whose|what|which|how|do|does|did|is|are|was|were|has|have|had"
    r"|will|would|can"
    r"|could|may|might|should|must|tell|name|give|list|describe|explain)\b",
    re.IGNORECASE,
)
_ASKS_NAME = re.compile(r"^\W*(?:who|what|which)\b", re.IGNORECASE)
# "Which bakery is closing?" brings up a thing of its own, and goes not on about the topic.
_ASKS_WHICH = re.compile(r"^\W*which\s+(?!of\b|one\b)", re.IGNORECASE)
_DATELINE = re.compile(r"^(?:“[^”]*”: )?[A-Z][A-Z .,'’]+\s[—–-]+\s")
_MARKS = re.compile(r"\s*\[\d+\]")
_IN_BRACKETS = re.compile(r"\s*\([^)]*\)")


def told(turn: Turn) -> str:
    """What the beginning of an answer tells: without footnote marks and dateline, nothing of a refusal."""
    return "" if turn.answer.startswith(REFUSAL) else _MARKS.sub("", _DATELINE.sub("", turn.answer[:_ANSWER]))


def listen(turns: Sequence[Turn]) -> tuple[str, list[Mention]]:
    """The last question, standing alone, and all that was mentioned, the most present first."""
    before, present = "", list[Mention]()
    articles = frozenset[str]()
    for turn in turns:
        cited = frozenset(quote.article_id for quote in turn.cited)
        # Answered from other articles: the conversation is about something else now.
        moved = bool(cited and articles and not cited & articles)
        articles = cited or articles
        present = [replace(m, weight=m.weight * _FADES, lasting=0.0 if moved else m.lasting) for m in present]
        question = " ".join(turn.question[:_QUESTION].split())
        if not ASKS.search(question) and len(question.split()) <= _LONGEST_TOPIC:
            before, bound = question, list[Mention]()
            named = _IN_BRACKETS.sub("", question).strip()
            heard = [Mention(named, _IN_QUESTION, named=True, person=None, plural=False)] if named else []
        else:
            before = completed(question, before) or question
            before, bound = resolve(OPENING.sub("", before), present)
            heard = mentions(before, weight=_IN_QUESTION)
            own = any(m.named for m in heard) or _ASKS_WHICH.search(before)
            if not bound and not own and not moved and (topic := topic_of(present)):
                bound = [topic]
        for m in (*heard, *(replace(m, weight=_BOUND, lasting=0.0) for m in bound)):
            present = _heard(present, replace(m, lasting=_IN_QUESTION))
        answered = mentions(told(turn), weight=_IN_ANSWER)
        fresh = next((m for m in answered if m.named and not any(m.key & h.key for h in heard)), None)
        for m in answered:
            asked_for = m is fresh and _ASKS_NAME.search(before)
            weight = _ASKED_FOR if asked_for else m.weight
            present = _heard(present, replace(m, weight=weight, lasting=_IN_ANSWER))
        present.sort(key=lambda m: -m.weight)
    return before, present


def _heard(present: list[Mention], new: Mention) -> list[Mention]:
    """The mentions with one more, put together with an earlier one of the same."""
    for at, m in enumerate(present):
        same = m.named and new.named and (m.key <= new.key or new.key <= m.key) and m.key and new.key
        if same or m.text == new.text:
            longer = m if len(m.text) >= len(new.text) else new
            both = replace(
                longer,
                weight=max(m.weight, new.weight) + _AGAIN * min(m.weight, new.weight),
                lasting=m.lasting + new.lasting,
                person=new.person if m.person is None or new.weight == _BOUND else m.person,
                place=m.place or new.place,
                plural=m.plural and new.plural,
            )
            return [*present[:at], both, *present[at + 1 :]]
    return [*present, new]


def topic_of(foreground: Sequence[Mention]) -> Mention | None:
    """The name that the conversation is most about."""
    return max((m for m in foreground if m.named), key=lambda m: m.lasting, default=None)
