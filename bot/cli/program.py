"""What every command shares: the settings, the open library, JSON and exit codes."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.config import Settings, load_settings
from bot.errors import UserError

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


@contextmanager
def program(settings: Settings) -> Iterator[tuple["Parts", "Terminal"]]:
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
def filled(parts: "Parts", terminal: "Terminal", *, doing: str) -> Iterator["Library"]:
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


def one_or_batch(one: str | None, batch: str | None, context: typer.Context) -> list[str]:
    """The question of the command line, or the lines of the batch; both or neither is wrong usage."""
    from bot.batch import read_lines

    if (one is None) == (batch is None):
        raise typer.BadParameter("give either a question or --batch FILE", ctx=context)
    if one is not None:
        if not one.strip():
            raise typer.BadParameter("the question is empty", ctx=context)
        return [" ".join(one.split())]
    return read_lines(str(batch))


def print_json(value: Any) -> None:
    """One value on a line of its own."""
    print(json.dumps(value, ensure_ascii=False), flush=True)
