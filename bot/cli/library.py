"""Commands that tend the library: `index`, `articles`, `show`, `remove` and `doctor`."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.program import FAILED, JsonOption, app, print_json, program


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

    with program(context.obj) as (parts, terminal):
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
            print_json(report_json(report))
        else:
            terminal.report(report, dry_run=dry_run)
        nothing = not (report.new or report.changed or report.unchanged or report.removed)
        raise typer.Exit(FAILED if report.failed and nothing else 0)


@app.command()
def articles(context: typer.Context, json_: JsonOption = False) -> None:
    """List the articles, newest first."""
    from bot.build import open_catalogue
    from bot.render import article_json

    with program(context.obj) as (parts, terminal), open_catalogue(parts) as catalogue:
        found = catalogue.articles() if catalogue else []
        if json_:
            print_json([article_json(article) for article in found])
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

    with program(context.obj) as (parts, terminal), open_catalogue(parts) as catalogue:
        found = resolve(article, catalogue.articles() if catalogue else [])
        if json_:
            print_json(article_json(found) | {"text": found.text})
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

    with program(context.obj) as (parts, terminal), open_library(parts, doing="remove") as library:
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

    with program(context.obj) as (parts, terminal):
        if repair:
            terminal.say(f"rebuilt from the catalogue: {surgery.repair(parts)} chunks")
        findings = []
        for finding in surgery.examine(parts):
            findings.append(finding)
            if not json_:
                terminal.finding(finding.name, finding.detail, finding.fix)
        if json_:
            print_json([{"name": f.name, "ok": f.ok, "detail": f.detail, "fix": f.fix} for f in findings])
        raise typer.Exit(0 if all(finding.ok for finding in findings) else FAILED)
