"""HTML pages: trafilatura finds the article among menus, banners and footers."""

from trafilatura import bare_extraction
from trafilatura.settings import Document

from index.article import Loaded
from index.dates import parse_date
from index.loaders.header import with_header
from index.loaders.text import split_authors


def load_html(data: bytes, name: str) -> list[Loaded]:
    """One article, or none where the page holds no article."""
    page = bare_extraction(data, include_comments=False, include_tables=True, with_metadata=True)
    if not isinstance(page, Document) or not page.text:
        return []
    title = (page.title or name).strip()
    text = page.text.strip().removeprefix(title).lstrip("\n")
    loaded = Loaded(
        title=title,
        text=text,
        authors=split_authors(page.author or ""),
        published=parse_date(page.date or ""),
        url=page.url if (page.url or "").startswith(("http://", "https://")) else None,
    )
    return [with_header(loaded)]
