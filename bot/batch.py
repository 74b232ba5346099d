"""Questions from a file: one a line, as plain text or as a JSON object with history, date and passages."""

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from bot.dialogue import Cited, GivenPassage, Question, Turn
from bot.errors import UserError


def read_lines(name: str) -> list[str]:
    """The lines of a file, or of standard input for "-". Raises UserError naming the file.

    Only line feeds end a line: JSON may hold the other line breaks of Unicode as they are.
    """
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return data.decode("utf-8-sig").removesuffix("\n").split("\n") if data else []
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no UTF-8 text"
        raise UserError(f"{name} cannot be read ({reason}); check the path.") from error


def read_questions(lines: Iterable[str], *, today: date) -> Iterator[Question | UserError]:
    """A question for each line that is not blank, or an error naming the line and the fix."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield _question(line.strip(), today)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            yield UserError(
                f"line {number} is no question ({error}); write plain text, or an object with `question` "
                "and optionally `asked` (YYYY-MM-DD), `history` and `passages`."
            )


def _question(line: str, today: date) -> Question:
    if not line.startswith("{"):
        return Question(line, today)
    row: dict[str, Any] = json.loads(line)
    text = row["question"]
    if not isinstance(text, str) or not text.strip():
        raise ValueError("`question` is empty")
    asked = date.fromisoformat(str(row["asked"])[:10]) if row.get("asked") else today
    return Question(
        text.strip(),
        asked,
        history=tuple(_turns(row.get("history") or [])),
        passages=tuple(_passage(p, n) for n, p in enumerate(row.get("passages") or [], start=1)),
    )


def _passage(passage: Any, number: int) -> GivenPassage:
    if isinstance(passage, str):
        return GivenPassage(f"passage {number}", passage)
    return GivenPassage(str(passage.get("title") or f"passage {number}"), str(passage["text"]))


def _turns(history: list[Any]) -> Iterator[Turn]:
    """Turns from answer objects (`sources` may lack), from `{"speaker", "text"}` or from strings in turn."""
    said: list[str] = []
    for item in history:
        if isinstance(item, dict) and "question" in item:
            sources = item.get("sources") or []
            cited = tuple(Cited(str(source["article_id"]), str(source["quote"])) for source in sources)
            yield Turn(str(item["question"]), str(item.get("answer", "")), cited)
        else:
            said.append(str(item["text"]) if isinstance(item, dict) else str(item))
    for question, answer in zip(said[::2], [*said[1::2], ""], strict=False):
        yield Turn(question, answer)
