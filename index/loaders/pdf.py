"""PDF files through pypdf; the text layer only, so a scan has none."""

import io
import logging
import re

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from index.article import Loaded
from index.errors import LoadError
from index.loaders.header import with_header
from index.loaders.text import read_header, split_authors, unwrap

_HYPHENATED = re.compile(r"(\w)-\n(?=[a-z])")


def load_pdf(data: bytes, name: str) -> list[Loaded]:
    """One article. Raises LoadError for a broken or locked file."""
    logging.getLogger("pypdf").setLevel(logging.ERROR)
    try:
        reader = PdfReader(io.BytesIO(data))
        pages = [page.extract_text() for page in reader.pages]
        meta = reader.metadata
        title = str(meta.title or "").strip() if meta else ""
        author = str(meta.author or "") if meta else ""
        created = meta.creation_date if meta else None
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise LoadError("is a broken or locked PDF; open and save it again, or export it as text.") from error
    text = unwrap(_HYPHENATED.sub(r"\1", "\n".join(pages))).strip()
    headline, byline, printed = read_header(text)
    loaded = Loaded(
        title=headline or title or name,
        text=text,
        authors=byline or split_authors(author),
        published=printed or (created.date() if created else None),
    )
    return [loaded if headline else with_header(loaded)]
