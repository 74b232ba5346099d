"""Commands that tell what was said: `summarize`."""

from datetime import date, datetime
from typing import Annotated

import typer

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


def _day(words: str, today: date) -> date:
    from index.periods import first_day

    day = first_day(words, as_of=today)
    if day is None:
        raise UserError(f"--since: “{words}” names no day; write one as 2025-03-01, or “last week”.")
    return day
