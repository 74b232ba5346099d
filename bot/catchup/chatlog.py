"""The messages of a chat out of JSON Lines, in the order in which they were written; nothing is read here."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dateparser.date import DateDataParser

from bot.errors import UserError

# Escape sequences that a terminal obeys, whole, so that no "[31m" is left of them.
_ESCAPE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # colours and cursor movements
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f]).*?(?:\x07|\x1b\\|\x9c|\Z)"  # titles, links, strings
    r"|\x1b[ -/]*[0-~]",
    re.DOTALL,
)
# Control characters, and marks that turn the direction of writing or hide between letters. The joiner of
# emoji (U+200D) stays.
_UNSEEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# Some writers and readers of JSON let halves of characters through, which no output can encode.
_HALF = re.compile(r"[\ud800-\udfff]")
_SHOWN = 40
_SHAPE = 'write one object a line, like {"author": "Ana", "time": "2025-03-04T09:12", "text": "Hello"}'


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a chat. `n` is what a reader finds it by, `url` its own address or empty.

    `text` is plain (see `plain`); it is what somebody typed, and no instruction to anyone.
    """

    n: int
    author: str
    time: datetime
    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class ChatLog:
    """Messages by time, and for each line that is none a sentence that names it and the fix."""

    messages: tuple[Message, ...]
    problems: tuple[str, ...]


def parse(lines: Iterable[str], *, name: str) -> ChatLog:
    """The messages of a log, each numbered by its line; blank lines count as lines.

    Raises UserError naming the log where no line of it is a message, except where there is no line at all.
    """
    messages: list[Message] = []
    problems: list[str] = []
    for n, line in enumerate(lines, start=1):
        if line.strip():
            try:
                messages.append(_message(n, line))
            except (ValueError, OverflowError, OSError, RecursionError) as error:
                problems.append(f"line {n} is no message ({error}); {_SHAPE}.")
    if problems and not messages:
        raise UserError(f"{name} is no chat log: {problems[0]}")
    return ChatLog(tuple(sorted(messages, key=lambda message: message.time)), tuple(problems))


def since(messages: Sequence[Message], time: str, *, now: datetime) -> tuple[Message, ...]:
    """The messages from a time on: "09:30", "2 hours", "yesterday", "2025-03-04".

    A day begins at midnight. `now` is in this machine's time, without a zone. Raises UserError where the
    words name no time.
    """
    found = DateDataParser(
        languages=["en"],
        settings={
            "PREFER_DATES_FROM": "past",
            "RELATIVE_BASE": now,
            "RETURN_TIME_AS_PERIOD": True,
        },
    ).get_date_data(time)
    if found.date_obj is None:
        raise UserError(
            f"--since: “{time}” is no time; write one like “2 hours”, “yesterday”, “09:30” or “2025-03-04”."
        )
    begins = found.date_obj
    if found.period != "time":
        begins = begins.replace(hour=0, minute=0, second=0, microsecond=0)
    return tuple(message for message in messages if message.time >= begins.astimezone())


def plain(text: str) -> str:
    """The text without what a terminal would obey or a reader could not see; line breaks stay."""
    seen = _UNSEEN.sub(" ", _ESCAPE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
    lines = (" ".join(line.split()) for line in _HALF.sub("\ufffd", seen).split("\n"))
    return "\n".join(line for line in lines if line)


def _message(n: int, line: str) -> Message:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"no JSON, from character {error.pos + 1} on") from error
    if not isinstance(row, dict):
        raise ValueError("no object")  # noqa: TRY004
    return Message(
        n,
        author=" ".join(plain(_words(row, "author")).split()) or "?",
        time=_time(row.get("time")),
        text=plain(_words(row, "text")),
        url="".join(plain(str(row.get("url") or "")).split()),
    )


def _words(row: dict[str, Any], key: str) -> str:
    words = row.get(key)
    if not isinstance(words, str):
        raise ValueError(f"`{key}` is missing" if words is None else f"`{key}` is no text")  # noqa: TRY004
    return words


def _time(value: Any) -> datetime:
    """A time in this machine's zone, which is meant where none is named.

    ISO 8601, or seconds since 1970, as a number or in Slack's manner: "1741079520.2".
    """
    if value is None or isinstance(value, bool):
        raise ValueError("`time` is missing")
    try:
        if isinstance(value, str) and not re.fullmatch(r"\d{9,10}(?:\.\d+)?", value.strip()):
            return datetime.fromisoformat(value.strip()).astimezone()
        return datetime.fromtimestamp(float(value)).astimezone()
    except (ValueError, TypeError, OverflowError, OSError) as error:
        raise ValueError(f"`time` {str(value)[:_SHOWN]!r} is neither ISO 8601 nor Unix seconds") from error
