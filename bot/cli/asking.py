"""Commands that ask: `ask`, `search` and `chat`."""

import sys
import time
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.program import (
    FAILED,
    REFUSED,
    AsOfOption,
    BatchOption,
    JsonOption,
    app,
    filled,
    one_or_batch,
    print_json,
    program,
)
from bot.errors import UserError

CHAT_HISTORY = "chat_history"


@app.command()
def ask(
    context: typer.Context,
    question: Annotated[str | None, typer.Argument(help="What you want to know.")] = None,
    json_: JsonOption = False,
    batch: BatchOption = None,
    as_of: AsOfOption = None,
    svg: Annotated[Path | None, typer.Option(help="Also draw the answer as an SVG picture.")] = None,
) -> None:
    """Answer a question from the articles, with footnotes. An empty library is indexed first."""
    from bot.batch import read_questions
    from bot.dialogue import Question
    from bot.render import answer_json

    today = (as_of or datetime.now()).date()
    lines = one_or_batch(question, batch, context)
    with program(context.obj) as (parts, terminal), filled(parts, terminal, doing="ask") as library:
        answerer = library.answerer()
        if batch is None:
            with terminal.answering() as listener:
                answer = answerer.answer(Question(lines[0], today), listener)
            if json_:
                print_json(answer_json(answer))
            else:
                terminal.answer(answer)
            if svg:
                terminal.picture(answer, svg)
            raise typer.Exit(REFUSED if answer.refused else 0)
        failed = False
        for row in read_questions(lines, today=today):
            if isinstance(row, UserError):
                failed = True
                print_json({"error": str(row)})
            else:
                print_json(answer_json(answerer.answer(row)))
        raise typer.Exit(FAILED if failed else 0)


@app.command()
def search(
    context: typer.Context,
    query: Annotated[str | None, typer.Argument(help="Words or a question.")] = None,
    k: Annotated[int, typer.Option("-k", min=1, max=100, help="How many passages.")] = 5,
    json_: JsonOption = False,
    batch: BatchOption = None,
    as_of: AsOfOption = None,
) -> None:
    """Show the passages nearest to a query."""
    from bot.batch import read_questions
    from bot.follow_up.stand_alone import follow_up
    from bot.render import passages_json
    from index.evidence import RERANKED, rerank

    today = (as_of or datetime.now()).date()
    lines = one_or_batch(query, batch, context)
    with program(context.obj) as (parts, terminal), filled(parts, terminal, doing="search") as library:
        finder = library.search()
        failed = False
        for row in read_questions(lines, today=today):
            if isinstance(row, UserError):
                failed = True
                print_json({"error": str(row)})
                continue
            began = time.monotonic()
            whole = follow_up(row.text, row.history)
            found = finder.passages(whole.searched, k=max(k, RERANKED), as_of=row.asked)
            searched = time.monotonic()
            passages = rerank(whole.asked, found, parts.head, parts.reader)[:k]
            timings = {"search": searched - began, "rerank": time.monotonic() - searched}
            if json_ or batch is not None:
                print_json(passages_json(row.text, passages, timings))
            else:
                terminal.passages(passages)
        raise typer.Exit(FAILED if failed else 0)


@app.command()
def chat(context: typer.Context) -> None:
    """Talk with the articles: follow-up questions, sources, summaries. /help lists what else there is."""
    from bot.chat import Conversation
    from bot.platforms.console import Console, typed

    def today() -> date:
        return datetime.now().date()

    with program(context.obj) as (parts, terminal), filled(parts, terminal, doing="chat") as library:
        console = Console(
            terminal,
            Conversation(library.answerer()),
            library.summarizer(),
            articles=library.catalogue.articles,
            today=today,
        )
        console.run(typed(parts.settings.data / CHAT_HISTORY) if sys.stdin.isatty() else sys.stdin)
