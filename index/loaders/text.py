"""Plain text: encodings, hard-wrapped lines, and the header lines that newsrooms put above a story."""

import re
from datetime import date

from charset_normalizer import from_bytes

from index.article import Loaded
from index.dates import parse_date
from index.errors import LoadError

_BYLINE = re.compile(r"by:?\s+(.+)", re.IGNORECASE)
# Two to four capitalized words, particles between them allowed: "Ana de la Cruz", "J. R. O'Neil".
_NAME = re.compile(
    r"[^\W\d_a-z][\w.'’-]*(?:\s+(?:de|da|del|la|van|von|der|al|bin|ibn)){0,2}"
    r"(?:\s+[^\W\d_a-z][\w.'’-]*){1,3}"
)
_SENTENCE_END = re.compile(r"[.!?:;,…][\"'”’)]*$")
_LONGEST_HEADLINE = 200
_HEADER_LINES = 5
# A file is taken for hard-wrapped when most of its lines stop at a margin, in the middle of a sentence.
_WRAP_COLUMNS = range(40, 100)
_WRAP_SHARE = 0.6


def decode(data: bytes) -> str:
    r"""Text in whatever encoding it came, line ends as `\n`. Raises LoadError for binary data."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", errors="replace")
    elif b"\0" in data:
        raise LoadError("is a binary file, not text; convert it to text, or remove it from the folder.")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            best = from_bytes(data).best()
            if best is None:
                raise LoadError("is in no encoding that could be recognized; save it as UTF-8.") from None
            text = str(best)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def unwrap(text: str) -> str:
    """Join the lines of hard-wrapped paragraphs; text that has a paragraph on each line is left alone."""
    blocks = [block.split("\n") for block in re.split(r"\n[ \t]*\n", text)]
    inner = [line.rstrip() for block in blocks for line in block[:-1]]
    wrapped = [x for x in inner if len(x) in _WRAP_COLUMNS and not _SENTENCE_END.search(x)]
    if len(inner) < 3 or len(wrapped) < _WRAP_SHARE * len(inner):
        return text
    return "\n\n".join("\n".join(_paragraphs(block)) for block in blocks)


def _paragraphs(lines: list[str]) -> list[str]:
    joined: list[str] = []
    for line in lines:
        if joined and not line.startswith(("  ", "\t")):
            joined[-1] = f"{joined[-1]} {line.strip()}"
        else:
            joined.append(line.strip())
    return joined


def _is_headline(line: str) -> bool:
    return len(line) <= _LONGEST_HEADLINE and not re.search(r"[.;,…][\"'”’)]*$", line)


def read_header(text: str) -> tuple[str, tuple[str, ...], date | None]:
    """Title, authors and date from the first lines of a story, in whichever order they stand.

    A line that is a date is the date. "By …" is the byline, and so is a bare name with a headline below it.
    The first other line is the headline, if it does not end like a sentence; then only dates and "By …"
    are still taken.
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    title, published = "", None
    authors: tuple[str, ...] = ()
    for line, following in zip(lines[:_HEADER_LINES], [*lines[1:], ""], strict=False):
        byline = _BYLINE.fullmatch(line)
        day = parse_date(line)
        if day and not published:
            published = day
        elif byline and _NAME.match(byline[1]) and not authors:
            authors = split_authors(byline[1])
        elif not title and not authors and _NAME.fullmatch(line) and _is_headline(following):
            authors = (line,)
        elif not title and _is_headline(line):
            title = line
        else:
            break
    if authors and not title:
        title, authors = authors[0], ()
    return title, authors, published


def split_authors(line: str) -> tuple[str, ...]:
    """The names in "Ana Ruiz, Tom Bell and Li Wei"."""
    names = re.split(r"\s*(?:,|;|\band\b|&)\s*", line.strip().rstrip("."))
    return tuple(name for name in names if name)


def load_text(data: bytes, name: str) -> list[Loaded]:
    """One article; without a headline its title is the file's name."""
    text = unwrap(decode(data)).strip("\n")
    title, authors, published = read_header(text)
    fallback = name.replace("_", " ").replace("-", " ").strip()
    return [Loaded(title=title or fallback, text=text, authors=authors, published=published)]
