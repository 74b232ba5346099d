"""Commands that tell what was said: `summarize` and `catchup`."""

from datetime import date, datetime
from typing import Annotated

import typer

from bot.catchup.points import POINTS
from bot.cli.program import REFUSED, AsOfOption, JsonOption, app, filled, print_json, program
from bot.errors import UserError


@app.command()
def summarize(
    context: typer.Context,
    article: Annotated[
        str | None, typer.Argument(help="Id, source, URL, or words of the title.", show_default=False)
    ] = None,
    topic: Annotated[
        str | None, typer.Option("--topic", help="Sum up what the articles say on this.")
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since", metavar="DATE", help="Only articles from this day on: 2025-03-01, “last week”."
        ),
    ] = None,
    json_: JsonOption = False,
    as_of: AsOfOption = None,
) -> None:
    """Sum up one article, or what the articles say on a topic, in a few sentences with footnotes."""
    from bot.render import brief_json
    from index.resolve import resolve

    if (article is None) == (topic is None) or not (article or topic or "").strip():
        raise typer.BadParameter("give either an article or --topic", ctx=context)
    if since is not None and topic is None:
        raise typer.BadParameter("--since goes with --topic", ctx=context)
    today = (as_of or datetime.now()).date()
    first = _day(since, today) if since is not None else None
    with program(context.obj) as (parts, terminal), filled(parts, terminal, doing="summarize") as library:
        found = resolve(article, library.catalogue.articles()) if article is not None else None
        summarizer = library.summarizer()
        with terminal.summing() as heard:
            if found is not None:
                brief = summarizer.article(found, heard)
            else:
                brief = summarizer.topic(" ".join(str(topic).split()), since=first, as_of=today, heard=heard)
        if json_:
            print_json(brief_json(brief))
        else:
            terminal.brief(brief)
        raise typer.Exit(REFUSED if brief.refused else 0)


@app.command()
def catchup(
    context: typer.Context,
    file: Annotated[str, typer.Argument(help="JSON Lines of author, time, text; - is standard input.")],
    since: Annotated[
        str, typer.Option(metavar="TIME", help="Only from then on: “2 hours”, “yesterday”, “09:30”.")
    ] = "",
    me: Annotated[str, typer.Option(metavar="NAME", help="Who you are in the chat.")] = "",
    points: Annotated[int, typer.Option(min=1, max=100, help="How many points at most.")] = POINTS,
    json_: JsonOption = False,
) -> None:
    """Tell what was missed in a chat, each point with the messages it quotes. Needs no library."""
    from bot.batch import read_lines
    from bot.catchup import chatlog
    from bot.catchup.missed import catch_up
    from bot.render import catchup_json

    log = chatlog.parse(read_lines(file), name="standard input" if file == "-" else file)
    messages = chatlog.since(log.messages, since, now=datetime.now()) if since else log.messages
    with program(context.obj) as (parts, terminal):
        with terminal.reading() as progress:
            missed = catch_up(messages, parts.embedder, parts.head, reader=me, most=points, progress=progress)
        if json_:
            print_json(catchup_json(missed, log.problems))
        else:
            terminal.catchup(missed)
            for problem in log.problems:
                terminal.warn(problem)


def _day(words: str, today: date) -> date:
    from index.periods import first_day

    day = first_day(words, as_of=today)
    if day is None:
        raise UserError(f"--since: “{words}” names no day; write one as 2025-03-01, or “last week”.")
    return day
