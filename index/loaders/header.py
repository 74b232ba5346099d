"""Title, authors and date as the first lines of the stored text, for formats that keep them elsewhere.

A footnote for "who wrote it?" quotes the stored text, so the byline must stand in it.
"""

from dataclasses import replace

from index.article import Loaded
from index.dates import spoken


def with_header(loaded: Loaded) -> Loaded:
    """The article with its header lines above its text, as a newsroom's plain text has them."""
    day = spoken(loaded.published) if loaded.published else ""
    lines = [line for line in (loaded.title, ", ".join(loaded.authors), day) if line]
    return replace(loaded, text="\n".join(lines) + "\n\n" + loaded.text) if loaded.text.strip() else loaded
