"""The terminal: answers, lists and progress bars with rich; plain text when the output is no terminal."""

import io
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeRemainingColumn,
)
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

from bot.answer import Listener
from bot.catchup.points import Catchup
from bot.dialogue import Answer, Brief, Sentence
from bot.foreign import MULTILINGUAL
from bot.platforms.drawing import drawn_answer, drawn_brief, drawn_catchup, left_out
from bot.render import origin
from index.article import Article, Passage
from index.report import Progress as IndexProgress
from index.report import Report

# Failures beyond these are counted; `--json` has them all.
_FAILURES_SHOWN = 20
_TITLES_SHOWN = 10
_SVG_WIDTH = 92


class Terminal:
    """Writes results to standard output and everything else to standard error."""

    def __init__(self) -> None:
        # Lines are wrapped between words for a reader and left whole for a program.
        self._out = Console(highlight=False, markup=False, soft_wrap=not sys.stdout.isatty())
        self._err = Console(stderr=True, highlight=False, markup=False, soft_wrap=not sys.stderr.isatty())

    def say(self, text: str) -> None:
        """One line of result."""
        self._out.print(text)

    def show(self, drawn: RenderableType) -> None:
        """A result that was drawn elsewhere."""
        self._out.print(drawn)

    def remark(self, text: str) -> None:
        """One line beside the result: progress, advice."""
        self._err.print(text, style="dim")

    def warn(self, text: str) -> None:
        """One line that the user should act on."""
        self._err.print(text, style="yellow")

    @contextmanager
    def answering(self) -> Iterator[Listener]:
        """A listener that shows a status line and the verified sentences until the whole answer is there."""
        if not self._err.is_terminal:
            yield Listener()
            return
        said: list[str] = []
        with Live(Spinner("dots", ""), console=self._err, transient=True) as live:

            def status(text: str) -> None:
                live.update(Group(Text(" ".join(said)), Spinner("dots", Text(f"{text} …", style="dim"))))

            def sentence(spoken: Sentence) -> None:
                said.append(str(spoken))
                status("checking the next sentence")

            yield Listener(status=status, sentence=sentence)

    def answer(self, answer: Answer) -> None:
        """The answer with its footnotes below."""
        if answer.notice:
            self.warn(answer.notice)
        self._out.print(drawn_answer(answer))

    def brief(self, brief: Brief) -> None:
        """The summary: headline sentence, points, what sources disagree on, footnotes."""
        if brief.notice:
            self.warn(brief.notice)
        self._out.print(drawn_brief(brief))

    def picture(self, answer: Answer, path: Path) -> None:
        """The same as an SVG picture of a terminal."""
        console = Console(record=True, width=_SVG_WIDTH, file=io.StringIO(), highlight=False, markup=False)
        console.print(Text.assemble(("$ ", "green"), f"./footnote ask “{answer.question}”\n"))
        console.print(drawn_answer(answer))
        console.save_svg(str(path), title="footnote")

    def catchup(self, missed: Catchup) -> None:
        """What was missed in a chat, and how much of it is not shown."""
        self._out.print(drawn_catchup(missed))
        if more := left_out(missed):
            self.remark(more)

    def passages(self, passages: Sequence[Passage]) -> None:
        """What a search found."""
        for n, passage in enumerate(passages, start=1):
            self._out.print(Text.assemble((f"{n:>2}. ", "bold"), (origin(passage.article), "bold")))
            self._out.print(Text(f"    {' '.join(passage.text.split())}"))

    def articles(self, articles: Sequence[Article]) -> None:
        """The list of the library."""
        if not self._out.is_terminal:
            for a in articles:
                self._out.print(
                    "\t".join((a.id, str(a.published or ""), a.title, ", ".join(a.authors), a.source))
                )
            return
        table = Table("id", "published", "title", "authors", "source", box=None)
        for a in articles:
            table.add_row(
                *(Text(x) for x in (a.id, str(a.published or "–"), a.title, ", ".join(a.authors), a.source))
            )
        self._out.print(table, soft_wrap=False)

    def article(self, article: Article) -> None:
        """One article, whole."""
        self._out.print(Text(origin(article), style="bold"))
        self._out.print(Text(f"id {article.id}, language {article.language}\n", style="dim"))
        self._out.print(Text(article.text))

    def report(self, report: Report, *, dry_run: bool) -> None:
        """What a run of indexing did, or would do."""
        lead = "would be: " if dry_run else ""
        counts = (
            f"{lead}{len(report.new)} new, {len(report.changed)} changed, {report.unchanged} unchanged, "
            f"{len(report.removed)} removed, {len(report.failed)} failed; "
            f"{report.embedded_chunks} chunks, {report.seconds:.1f} s"
        )
        self._out.print(counts)
        for name, titles in (("new", report.new), ("changed", report.changed), ("removed", report.removed)):
            for title in titles[:_TITLES_SHOWN]:
                self._out.print(Text(f"  {name}: {title}"))
            if len(titles) > _TITLES_SHOWN:
                self._out.print(f"  {name}: … and {len(titles) - _TITLES_SHOWN} more")
        for failure in report.failed[:_FAILURES_SHOWN]:
            self.warn(f"  failed: {failure.source}: {failure.reason}")
        if len(report.failed) > _FAILURES_SHOWN:
            self.warn(f"  failed: … and {len(report.failed) - _FAILURES_SHOWN} more (see --json)")
        if report.ignored:
            kinds = ", ".join(f"{count} {suffix}" for suffix, count in sorted(report.ignored.items()))
            self.remark(f"  passed over, of other formats: {kinds}")
        for source, language in report.foreign[:_TITLES_SHOWN]:
            self.warn(f"  language: {source} is in “{language}”; it is indexed, and will be found badly.")
        if report.foreign:
            self.warn(f"  {MULTILINGUAL}")

    def finding(self, name: str, detail: str, fix: str) -> None:
        """One line of the doctor's report, with the fix below it."""
        mark = ("FAIL ", "bold red") if fix else ("ok   ", "green")
        self._out.print(Text.assemble(mark, f"{name}: {detail}"))
        if fix:
            self._out.print(Text(f"     fix: {fix}"))

    @contextmanager
    def indexing(self) -> Iterator[Callable[[IndexProgress], None]]:
        """A progress bar with articles a second and the time left."""
        with self._bar("articles {task.fields[articles]} · {task.fields[rate]}/s") as bar:
            task = bar.add_task("indexing", total=None, articles=0, rate="–")

            def heard(progress: IndexProgress) -> None:
                elapsed = bar.tasks[0].elapsed or 0.0
                rate = f"{progress.articles / elapsed:.1f}" if elapsed > 1 else "–"
                bar.update(
                    task, completed=progress.done, total=progress.total, articles=progress.articles, rate=rate
                )

            yield heard

    @contextmanager
    def rebuilding(self) -> Iterator[Callable[[int, int], None]]:
        """A progress bar over articles."""
        with self._bar("articles") as bar:
            task = bar.add_task("rebuilding", total=None)
            yield lambda done, total: bar.update(task, completed=done, total=total)

    @contextmanager
    def summing(self) -> Iterator[Callable[[str, int, int], None]]:
        """A progress bar over the steps of a summary."""
        with self._bar("") as bar:
            task = bar.add_task("searching", total=None)
            yield lambda doing, done, count: bar.update(task, description=doing, completed=done, total=count)

    @contextmanager
    def reading(self) -> Iterator[Callable[[int, int], None]]:
        """A progress bar over the messages of a chat."""
        with self._bar("messages") as bar:
            task = bar.add_task("reading", total=None)
            yield lambda done, total: bar.update(task, completed=done, total=total)

    def _bar(self, fields: str) -> Progress:
        return Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            *([MofNCompleteColumn()] if fields in {"articles", "messages"} else []),
            TextColumn(fields),
            TimeRemainingColumn(),
            console=self._err,
            disable=not self._err.is_terminal,
        )
