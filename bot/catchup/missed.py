"""What somebody missed in a chat: a few points, each a verbatim quote that points at its message.

Small rules find decisions, open questions, dates and links (`bot.catchup.findings`); conversations that run
through one another are told apart (`bot.catchup.talk`), and the message that says most stands for each of
them. What is told is what somebody wrote: nothing is worded anew.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import cycle

from bot.catchup.chatlog import Message
from bot.catchup.findings import Finding, decisions, links, plans, topics, waiting
from bot.catchup.points import KINDS, POINTS, Catchup, Kind, Point, Quoted
from bot.catchup.speech import URL, announces, decides, says_something
from bot.catchup.talk import Talk, understand
from bot.shorten import shorten
from index.protocols import Embedder, Said, Scorer
from index.sentences import split_sentences

# Whose turn it is while there is room.
_TURNS: tuple[Kind, ...] = ("decision", "question", "topic", "plan", "decision", "question", "link")
# Commitments without a date ("I'll bring chairs") only fill up.
_WORTH_A_TURN = 1.0
# Words of a quote; a longer one is cut to what answers the question of its kind.
_WORDS = 34
# A message of so few words is quoted whole: what stands beside a sentence explains it.
_WHOLE = 24
_ASKED: dict[Kind, str] = {
    "topic": "What happened?",
    "decision": "What was decided?",
    "question": "What was asked?",
    "plan": "When will it be?",
    "link": "What is it?",
}
# Languages without spaces, and what is no language.
_CHARACTERS = 300
# What a point that is told of a conversation leaves of its weight among the topics.
_TOLD = 0.5
# Less weight than this is chatter: two or three short messages.
_TOPIC = 15.0


def catch_up(
    messages: Sequence[Message],
    embedder: Embedder,
    head: Scorer,
    *,
    reader: str = "",
    most: int = POINTS,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Catchup:
    """What `reader` (a name, or "" for anybody) missed in messages that are in order of time.

    There are `most` points at most. `progress` hears how many of how many texts have been embedded.
    """
    if not messages:
        return Catchup(0, 0, None, None, ())
    talk = understand(messages, embedder, progress=progress)
    chosen, left_out = _choose(talk, reader, most)
    points = [_point(talk, finding, head) for finding in chosen]
    return Catchup(
        messages=len(messages),
        authors=len({message.author for message in messages}),
        first=messages[0].time,
        last=messages[-1].time,
        points=tuple(points),
        left_out=left_out,
    )


def _choose(talk: Talk, reader: str, most: int) -> tuple[list[Finding], tuple[tuple[Kind, int], ...]]:
    """The findings to tell, in the order of telling, and how many of each kind are left out."""
    decided = decisions(talk)
    found: dict[Kind, list[Finding]] = {
        "decision": decided,
        "question": waiting(talk, reader),
        "plan": plans(talk, decided),
        "link": links(talk),
    }
    ranked = {kind: sorted(rows, key=lambda row: -row.weight) for kind, rows in found.items()}
    chosen: list[Finding] = []
    passed = 0
    for kind in cycle(_TURNS):
        if len(chosen) == most or passed == len(_TURNS):
            break
        told = {at for finding in chosen for at in finding.places}
        rows = _topics(talk, [*chosen, *decided], chosen) if kind == "topic" else ranked[kind]
        fresh = [row for row in rows if not told & set(row.places) and row.weight >= _WORTH_A_TURN]
        chosen += fresh[:1]
        passed = 0 if fresh else passed + 1
    told = {at for finding in chosen for at in finding.places}
    left = tuple(
        (kind, count)
        for kind, rows in ranked.items()
        if (count := sum(row.weight >= _WORTH_A_TURN and not told & set(row.places) for row in rows))
    )
    return sorted(chosen, key=lambda row: (KINDS.index(row.kind), not row.mine, row.places)), left


def _topics(talk: Talk, known: Sequence[Finding], chosen: Sequence[Finding]) -> list[Finding]:
    """The topics by weight, told by no message that is known otherwise.

    Those of which something is `chosen` weigh less, and no conversation is a topic twice.
    """
    told = {talk.thread_of[finding.at] for finding in chosen}
    before = {talk.thread_of[finding.at] for finding in chosen if finding.kind == "topic"}
    rows = [
        replace(row, weight=row.weight * (_TOLD if talk.thread_of[row.at] in told else 1))
        for row in topics(talk, {at for finding in known for at in finding.places})
        if talk.thread_of[row.at] not in before
    ]
    return sorted((row for row in rows if row.weight >= _TOPIC), key=lambda row: -row.weight)


def _point(talk: Talk, finding: Finding, head: Scorer) -> Point:
    quotes = tuple(
        Quoted(talk.messages[at], _quote(talk.messages[at].text, text, finding.kind, head))
        for at, text in finding.quotes
    )
    return Point(finding.kind, quotes, finding.to)


def _quote(message: str, text: str, kind: Kind, head: Scorer) -> str:
    """A message in few words: a short one whole, of others the `text` in it that matters and what follows."""
    if "\n" not in message and len(message.split()) <= _WHOLE:
        return _clipped(message)
    within = [s for s in split_sentences(message) if s.text in text]
    first = next((s for s in within if says_something(s.text)), within[0])
    end = first.end
    for following in split_sentences(message):
        run = message[first.start : following.end]
        if following.start > first.start and "\n" not in run and len(run.split()) <= _WORDS:
            end = following.end
    run = message[first.start : end]
    if len(run.split()) > _WORDS:
        run = shorten(_ASKED[kind], Said(first.text), head, words=_WORDS, holds=partial(_holds, kind))
    return _clipped(run)


def _clipped(text: str) -> str:
    """The text, or its beginning where it has few spaces and is long."""
    return text if len(text) <= _CHARACTERS else f"{text[:_CHARACTERS]} …"


def _holds(kind: Kind, text: str) -> bool:
    if kind == "link":
        return URL.search(text) is not None
    if kind == "plan":
        return announces(text) > 0
    return decides(text) > 0 if kind == "decision" else True
