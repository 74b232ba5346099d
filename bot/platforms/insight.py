"""What stands behind an answer, for the terminal: its quotes in their paragraphs, and why it was given."""

from collections.abc import Mapping, Sequence

from rich.console import Group
from rich.text import Text

from bot.dialogue import Answer, Footnote
from bot.render import origin
from index.article import Article

# Beyond so many characters on either side a paragraph is cut; some articles are one long paragraph.
_AROUND = 400


def sources(answer: Answer, articles: Sequence[Article]) -> Group:
    """Each quote of an answer in its paragraph, with title, authors, date and source."""
    texts = {article.id: article.text for article in articles}
    return Group(*(_in_paragraph(note, texts) for note in answer.footnotes))


def _in_paragraph(note: Footnote, texts: Mapping[str, str]) -> Text:
    before, after = paragraph(texts.get(note.article_id, note.quote), note.quote)
    return Text.assemble(
        (f"[{note.n}] ", "cyan"),
        (f"{origin(note)}\n", "bold"),
        (before, "dim"),
        note.quote,
        (f"{after}\n", "dim"),
    )


def paragraph(text: str, quote: str) -> tuple[str, str]:
    """What stands before and behind a quote in its paragraph, with … where that was cut.

    Blank lines divide paragraphs, or else every line is one. Both parts are empty where the text does not
    hold the quote: it was changed since.
    """
    at = text.find(quote)
    if at < 0:
        return "", ""
    end = at + len(quote)
    mark = "\n\n" if "\n\n" in text else "\n"
    before = text[:at].rpartition(mark)[2]
    after = text[end:].partition(mark)[0]
    if len(before) > _AROUND:
        before = f"… {before[-_AROUND:].partition(' ')[2]}"
    if len(after) > _AROUND:
        after = f"{after[:_AROUND].rpartition(' ')[0]} …"
    return before, after


def why(answer: Answer) -> Group:
    """How the answer came about: what was found, what was rejected, and what decided."""
    if answer.overview:
        return Group(Text("Articles are listed by their dates; no sentence was weighed.", style="dim"))
    about = answer.why
    lines = [Text.assemble(("searched: ", "dim"), about.searched)]
    lines += [
        Text.assemble((f"  {piece.score:.2f}  ", "cyan"), piece.quote, (f"  “{piece.title}”", "dim"))
        for piece in about.found
    ]
    if not about.found:
        lines.append(Text("  no sentence of the articles bears on it", style="dim"))
    lines += [
        Text.assemble(("not shown: ", "yellow"), f"{draft.text} ", (f"({draft.reason})", "dim"))
        for draft in about.rejected
    ]
    verdict = "refused" if answer.refused else "answered"
    lines.append(
        Text(
            f"{verdict}: confidence {answer.confidence:.2f}, and the setting asks for {about.gate:.2f}; "
            f"worded by {answer.model}",
            style="dim",
        )
    )
    return Group(*lines)
