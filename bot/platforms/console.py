"""The conversation in the terminal: lines in, answers out, and commands that begin with a slash."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Protocol

from rich.table import Table

from bot.chat import Conversation
from bot.dialogue import Answer, Brief
from bot.errors import UserError
from bot.platforms.insight import sources, why
from bot.platforms.terminal import Terminal
from bot.summary.summarize import Heard
from index.article import Article
from index.errors import NotFound
from index.resolve import resolve

PROMPT = "› "
# What each command does, as /help and the completion show it.
COMMANDS = {
    "/sources": "the quotes of the last answer, each in its paragraph",
    "/why": "what was found for the last question, what the model said that was not shown, and why",
    "/article": "an article, whole: the number of a footnote, an id, or words of the title",
    "/summarize": "the same article in a few cited sentences; other words are a topic",
    "/new": "begin anew: what was said is not carried on",
    "/help": "this list",
    "/quit": "leave; Ctrl-D does too",
}


class Summaries(Protocol):
    """Sums up (`bot.summary.summarize`); `heard` is told what is being done, and how far it has come."""

    def article(self, article: Article, heard: Heard) -> Brief:
        """What one article says."""

    def topic(self, topic: str, *, since: date | None, as_of: date, heard: Heard) -> Brief:
        """What the articles say on a topic, those that appeared before `since` left out."""


class Console:
    """Reads lines until the end and shows what they bring. Ctrl-C stops an answer, not the program."""

    def __init__(
        self,
        terminal: Terminal,
        conversation: Conversation,
        summaries: Summaries,
        *,
        articles: Callable[[], Sequence[Article]],
        today: Callable[[], date],
    ) -> None:
        """`articles` gives those of the library, newest first."""
        self._terminal = terminal
        self._conversation = conversation
        self._summaries = summaries
        self._articles = articles
        self._today = today

    def run(self, lines: Iterator[str]) -> None:
        """Answer every line; an error is one line, and the conversation goes on."""
        for line in lines:
            text = " ".join(line.split())
            if text == "/quit":
                return
            try:
                self._take(text)
            except UserError as error:
                self._terminal.warn(str(error))
            except KeyboardInterrupt:
                self._terminal.remark("stopped; ask on, or /quit.")

    def _take(self, text: str) -> None:
        word, _, rest = text.partition(" ")
        if not text:
            return
        if not text.startswith("/"):
            self._ask(text)
        elif word == "/help":
            self._terminal.show(_help())
        elif word == "/new":
            self._conversation.forget()
            self._terminal.remark("What was said before is not carried on.")
        elif word == "/sources":
            self._terminal.show(sources(self._last(), self._articles()))
        elif word == "/why":
            self._terminal.show(why(self._last()))
        elif word == "/article":
            self._terminal.article(self._article(rest))
        elif word == "/summarize":
            self._summarize(rest)
        else:
            raise UserError(f"There is no command {word}; /help lists them, and other text is a question.")

    def _ask(self, text: str) -> None:
        with self._terminal.answering() as listener:
            answer = self._conversation.ask(text, asked=self._today(), listener=listener)
        self._terminal.answer(answer)

    def _summarize(self, about: str) -> None:
        """An article that is meant, else a topic."""
        try:
            article = self._article(about)
        except NotFound:
            article = None
        with self._terminal.summing() as heard:
            if article is not None:
                brief = self._summaries.article(article, heard)
            else:
                brief = self._summaries.topic(about, since=None, as_of=self._today(), heard=heard)
        self._terminal.brief(brief)

    def _article(self, name: str) -> Article:
        """The article of a footnote of the last answer (of the first one by default), or by its name."""
        if not name or name.isdigit():
            notes = {note.n: note for note in self._last().footnotes}
            number = int(name or 1)
            if number not in notes:
                raise UserError(f"The last answer has no footnote {number}; give words of a title instead.")
            name = notes[number].article_id
        return resolve(name, self._articles())

    def _last(self) -> Answer:
        if self._conversation.last is None:
            raise UserError("Nothing has been answered yet; ask something first.")
        return self._conversation.last


def _help() -> Table:
    table = Table.grid(padding=(0, 2))
    for name, what in COMMANDS.items():
        table.add_row(name, what)
    return table


def typed(history: Path) -> Iterator[str]:
    """Lines as a person types them: edited, completed, and found again from earlier days.

    Ctrl-C drops the line, Ctrl-D ends.
    """
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import WordCompleter
    from prompt_toolkit.history import FileHistory

    history.parent.mkdir(parents=True, exist_ok=True)
    completer = WordCompleter(list(COMMANDS), meta_dict=COMMANDS, sentence=True)
    session: PromptSession[str] = PromptSession(
        history=FileHistory(str(history)), completer=completer, complete_while_typing=False
    )
    while True:
        try:
            yield session.prompt(PROMPT)
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
