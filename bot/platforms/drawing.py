"""Answers, summaries and what was missed in a chat, drawn for the terminal with rich."""

from collections.abc import Sequence
from itertools import groupby

from rich.console import Group
from rich.text import Text

from bot.catchup.points import Catchup, Kind, Point, Quoted
from bot.dialogue import REFUSAL, Answer, Brief, Footnote, Sentence
from bot.render import origin
from index.dates import spoken

_HEADINGS: dict[Kind, str] = {
    "topic": "Talked about",
    "decision": "Decided",
    "question": "Waiting for an answer",
    "plan": "Dates",
    "link": "Links",
}


def drawn_answer(answer: Answer) -> Group:
    """The answer with its footnotes below, or the refusal with the nearest titles."""
    if answer.refused:
        return _refusal(answer.nearest, answer.overview)
    body = Text(answer.overview)
    for sentence in answer.sentences:
        # A list has a line for each of its articles.
        body.append("\n  " if answer.overview else "").append_text(_marked(sentence)).append(" ")
    return Group(body, Text(""), _notes(answer.footnotes))


def drawn_brief(brief: Brief) -> Group:
    """The summary: headline sentence, points, what sources disagree on, footnotes; or the refusal."""
    if brief.headline is None:
        return _refusal(brief.nearest)
    lines = [_dated(brief, brief.headline, style="bold"), Text("")]
    lines += [Text("• ").append_text(_dated(brief, point)) for point in brief.points]
    if brief.disagreements:
        lines += [Text(""), Text("The sources disagree:", style="bold")]
    for disagreement in brief.disagreements:
        lines.append(Text("• ").append_text(_dated(brief, disagreement.one)))
        lines.append(Text("  but ").append_text(_dated(brief, disagreement.other)))
    return Group(*lines, Text(""), _notes(brief.footnotes))


def drawn_catchup(missed: Catchup) -> Group:
    """The points by kind, each quote with the number, time and address of its message."""
    lines = [Text(missed.headline, style="bold")]
    one_day = bool(missed.first and missed.last and missed.first.date() == missed.last.date())
    for kind, points in groupby(missed.points, key=lambda point: point.kind):
        lines.append(Text(f"\n{_HEADINGS[kind]}", style="bold"))
        for point in points:
            lines += [_quoted(quoted, point, one_day=one_day) for quoted in point.quotes]
    if missed.messages and not missed.points:
        lines.append(Text("Small talk only."))
    return Group(*lines)


def left_out(missed: Catchup) -> str:
    """How many points of which kinds are not shown, and how they can be; empty where all are."""
    more = ", ".join(f"{_HEADINGS[kind].lower()} {count}" for kind, count in missed.left_out)
    return (
        f"\nMore that is not shown: {more} (--points N shows more, --since less of the log)." if more else ""
    )


def _quoted(quoted: Quoted, point: Point, *, one_day: bool) -> Text:
    """A message of a point; those behind the first are set in."""
    message = quoted.message
    leads = quoted == point.quotes[0]
    to = f" (to {point.to})" if point.to and leads else ""
    when = f"{message.time:%H:%M}" if one_day else f"{message.time:%d %b %H:%M}"
    return Text.assemble(
        "  · " if leads else "    ",
        (f"{message.author}{to}: ", "bold"),
        f"“{quoted.text}” ",
        (f"[{message.n}]", "cyan"),
        (f" {when}", "dim"),
        (f"\n      {message.url}" if message.url else "", "dim"),
    )


def _dated(brief: Brief, sentence: Sentence, *, style: str = "") -> Text:
    """A sentence with its marks; on a topic, the day of its article comes first."""
    day = brief.day(sentence) if brief.topical else None
    return Text.assemble((f"{spoken(day)}: " if day else "", "dim"), _marked(sentence, style=style))


def _refusal(nearest: Sequence[str], why: str = "") -> Group:
    lines = [Text(REFUSAL, style="bold"), *([Text(why)] if why else [])]
    if nearest:
        lines.append(Text("The nearest articles:", style="dim"))
        lines.extend(Text(f"  · {title}", style="dim") for title in nearest)
    return Group(*lines)


def _marked(sentence: Sentence, *, style: str = "") -> Text:
    marks = "".join(f"[{n}]" for n in sentence.footnotes)
    return Text().append(f"{sentence.text} ", style=style).append(marks, style="cyan")


def _notes(footnotes: Sequence[Footnote]) -> Text:
    notes = Text()
    for note in footnotes:
        notes.append(f"[{note.n}] ", style="cyan")
        notes.append(f"“{' '.join(note.quote.split())}”\n")
        notes.append(f"    {origin(note)}\n", style="dim")
    return notes
