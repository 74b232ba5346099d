"""The command `footnote`: parse, call, show. Heavy modules are imported by the commands that need them."""

import json
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.config import Settings, load_settings
from bot.errors import UserError
from bot.points import POINTS

if TYPE_CHECKING:
    from bot.build import Library, Parts
    from bot.platforms.terminal import Terminal

FAILED, REFUSED, STOPPED = 1, 3, 130
LOG = "footnote.log"

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Answers questions over a library of articles, each sentence with a verbatim quote below it. "
    "Exit status: 0 answered, 3 not in the articles, 1 failed, 2 wrong usage.",
)
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, as README documents it.")]
BatchOption = Annotated[
    str | None,
    typer.Option("--batch", metavar="FILE", help="One a line from this file; - is standard input."),
]
AsOfOption = Annotated[
    datetime | None,
    typer.Option("--as-of", formats=["%Y-%m-%d"], help="The day that “last week” counts back from; today."),
]


@app.callback()
def options(
    context: typer.Context,
    config: Annotated[Path | None, typer.Option(help="Another config.yaml.")] = None,
    library: Annotated[str | None, typer.Option(help="Another library than config.yaml names.")] = None,
    data: Annotated[Path | None, typer.Option(help="Another data folder than config.yaml names.")] = None,
) -> None:
    """Read the settings that every command shares."""
    context.obj = settings = load_settings(config, data=data, library=library)
    log = logging.FileHandler(settings.data / LOG, delay=True, encoding="utf8")
    log.setFormatter(logging.Formatter("%(asctime)s %(name)s %(levelname)s %(message)s"))
    logging.getLogger("footnote").addHandler(log)


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
    lines = _one_or_batch(question, batch, context)
    with _program(context.obj) as (parts, terminal), _filled(parts, terminal, doing="ask") as library:
        answerer = library.answerer()
        if batch is None:
            with terminal.answering() as listener:
                answer = answerer.answer(Question(lines[0], today), listener)
            if json_:
                _print_json(answer_json(answer))
            else:
                terminal.answer(answer)
            if svg:
                terminal.picture(answer, svg)
            raise typer.Exit(REFUSED if answer.refused else 0)
        failed = False
        for row in read_questions(lines, today=today):
            if isinstance(row, UserError):
                failed = True
                _print_json({"error": str(row)})
            else:
                _print_json(answer_json(answerer.answer(row)))
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
    from bot.render import passages_json
    from index.evidence import RERANKED, rerank

    today = (as_of or datetime.now()).date()
    lines = _one_or_batch(query, batch, context)
    with _program(context.obj) as (parts, terminal), _filled(parts, terminal, doing="search") as library:
        finder = library.search()
        failed = False
        for row in read_questions(lines, today=today):
            if isinstance(row, UserError):
                failed = True
                _print_json({"error": str(row)})
                continue
            began = time.monotonic()
            found = finder.passages(row.text, k=max(k, RERANKED), as_of=row.asked)
            searched = time.monotonic()
            passages = rerank(row.text, found, parts.head, parts.reader)[:k]
            timings = {"search": searched - began, "rerank": time.monotonic() - searched}
            if json_ or batch is not None:
                _print_json(passages_json(row.text, passages, timings))
            else:
                terminal.passages(passages)
        raise typer.Exit(FAILED if failed else 0)


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
    from bot import chatlog
    from bot.batch import read_lines
    from bot.render import catchup_json

    log = chatlog.parse(read_lines(file), name="standard input" if file == "-" else file)
    messages = chatlog.since(log.messages, since, now=datetime.now()) if since else log.messages
    with _program(context.obj) as (parts, terminal):
        with terminal.reading() as progress:
            missed = parts.catch_up(messages, reader=me, most=points, progress=progress)
        if json_:
            _print_json(catchup_json(missed, log.problems))
        else:
            terminal.catchup(missed)
            for problem in log.problems:
                terminal.warn(problem)


@app.command()
def index(
    context: typer.Context,
    paths: Annotated[list[Path] | None, typer.Argument(help="Folders or files; remembered.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would happen; touch nothing.")] = False,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Embed everything anew beside the old index, then switch.")
    ] = False,
    json_: JsonOption = False,
) -> None:
    """Bring the library up to date with its folders; a path that is given is remembered."""
    from bot.build import open_library, plan_index, preview_index, rebuild_library, run_index
    from bot.render import report_json

    with _program(context.obj) as (parts, terminal):
        if rebuild:
            with terminal.rebuilding() as progress:
                rebuild_library(parts, progress=progress)
            terminal.remark("The index was built anew; questions are answered from it now.")
            return
        if dry_run:
            report = preview_index(parts, paths or [])
        else:
            with open_library(parts, doing="index") as library:
                plan = plan_index(parts.settings, library.catalogue.roots(), paths or [])
                with terminal.indexing() as heard:
                    report = run_index(library, plan, progress=heard)
        if json_:
            _print_json(report_json(report))
        else:
            terminal.report(report, dry_run=dry_run)
        nothing = not (report.new or report.changed or report.unchanged or report.removed)
        raise typer.Exit(FAILED if report.failed and nothing else 0)


@app.command()
def articles(context: typer.Context, json_: JsonOption = False) -> None:
    """List the articles, newest first."""
    from bot.build import open_catalogue
    from bot.render import article_json

    with _program(context.obj) as (parts, terminal), open_catalogue(parts) as catalogue:
        found = catalogue.articles() if catalogue else []
        if json_:
            _print_json([article_json(article) for article in found])
        elif found:
            terminal.articles(found)
        else:
            terminal.remark("The library is empty; `footnote index FOLDER` fills it.")


@app.command()
def show(
    context: typer.Context,
    article: Annotated[str, typer.Argument(help="Id, source, or words of the title.")],
    json_: JsonOption = False,
) -> None:
    """Print one article as it is stored."""
    from bot.build import open_catalogue
    from bot.render import article_json
    from index.resolve import resolve

    with _program(context.obj) as (parts, terminal), open_catalogue(parts) as catalogue:
        found = resolve(article, catalogue.articles() if catalogue else [])
        if json_:
            _print_json(article_json(found) | {"text": found.text})
        else:
            terminal.article(found)


@app.command()
def remove(
    context: typer.Context,
    article: Annotated[str, typer.Argument(help="Id, source, or words of the title.")],
) -> None:
    """Take one article out of the library; indexing its file by name brings it back."""
    from bot.build import open_library
    from index.resolve import resolve

    with _program(context.obj) as (parts, terminal), open_library(parts, doing="remove") as library:
        found = resolve(article, library.catalogue.articles())
        library.remove(found.id)
        terminal.say(f"removed: {found.title} ({found.source})")


@app.command()
def doctor(
    context: typer.Context,
    repair: Annotated[
        bool, typer.Option("--repair", help="Rebuild Chroma and FTS5 from the catalogue.")
    ] = False,
    json_: JsonOption = False,
) -> None:
    """Examine models, build, catalogue, stores and disk; each problem with its fix."""
    from bot import doctor as surgery

    with _program(context.obj) as (parts, terminal):
        if repair:
            terminal.say(f"rebuilt from the catalogue: {surgery.repair(parts)} chunks")
        findings = []
        for finding in surgery.examine(parts):
            findings.append(finding)
            if not json_:
                terminal.finding(finding.name, finding.detail, finding.fix)
        if json_:
            _print_json([{"name": f.name, "ok": f.ok, "detail": f.detail, "fix": f.fix} for f in findings])
        raise typer.Exit(0 if all(finding.ok for finding in findings) else FAILED)


@contextmanager
def _program(settings: Settings) -> Iterator[tuple["Parts", "Terminal"]]:
    """The parts and the terminal; the language model's process ends with the block."""
    from bot.build import Parts
    from bot.platforms.terminal import Terminal

    parts, terminal = Parts(settings), Terminal()
    try:
        yield parts, terminal
    except KeyboardInterrupt:
        terminal.warn("stopped; what was finished is kept, and the next run goes on from there.")
        raise typer.Exit(STOPPED) from None
    finally:
        parts.close()


@contextmanager
def _filled(parts: "Parts", terminal: "Terminal", *, doing: str) -> Iterator["Library"]:
    """The opened library; an empty one has first been filled from the folders of config.yaml."""
    from bot.build import open_library, plan_index, run_index

    with open_library(parts, doing=doing) as library:
        if library.catalogue.count() == 0:
            plan = plan_index(parts.settings, library.catalogue.roots(), [])
            terminal.remark("The library is empty; indexing the folders of config.yaml first.")
            with terminal.indexing() as heard:
                report = run_index(library, plan, progress=heard)
            terminal.remark(f"{len(report.new)} articles indexed in {report.seconds:.1f} s.")
            for failure in report.failed:
                terminal.warn(f"failed: {failure.source}: {failure.reason}")
            if library.catalogue.count() == 0:
                raise UserError(
                    "The library is empty; run `footnote index FOLDER` with a folder of articles."
                )
        yield library


def _one_or_batch(one: str | None, batch: str | None, context: typer.Context) -> list[str]:
    from bot.batch import read_lines

    if (one is None) == (batch is None):
        raise typer.BadParameter("give either a question or --batch FILE", ctx=context)
    if one is not None:
        if not one.strip():
            raise typer.BadParameter("the question is empty", ctx=context)
        return [" ".join(one.split())]
    return read_lines(str(batch))


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False), flush=True)
