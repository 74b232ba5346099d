"""Is indexing as fast as sentence-transformers alone on the same chunks?

    ./footnote bench indexing --articles ../shared/data/news2022/articles.jsonl.xz --count 150

Each round indexes the articles into a fresh library (reading, cutting, embedding, catalogue, Chroma, FTS5)
and then lets sentence-transformers' own `encode` embed the same chunk texts with its default settings, in the
same process. The ratio is the median over the rounds; above 1, the whole pipeline is the faster one.
"""

import json
import lzma
import statistics
import tempfile
import time
from pathlib import Path
from typing import Annotated

import typer
from sentence_transformers import SentenceTransformer

from bot.build import Library, Parts, open_library
from bot.config import Settings
from index.chunk import cut
from index.embed import EMBEDDED_MODEL, model_folder


def sample(source: Path, count: int, folder: Path) -> Path:
    """The first `count` articles of a JSON Lines file, or a folder as it is."""
    if source.is_dir():
        return source
    opener = lzma.open if source.suffix == ".xz" else open
    with opener(source, "rt", encoding="utf8") as lines:
        rows = [line for line, _ in zip(lines, range(count), strict=False)]
    made = folder / "sample.jsonl"
    made.write_text("".join(rows), encoding="utf8")
    return made


def chunk_texts(library: Library) -> list[str]:
    """The texts that were embedded: heading and chunk."""
    articles = library.catalogue.articles()
    return [text for article in articles for text in cut(article, library.parts.embedder).texts]


def main(
    articles: Annotated[Path, typer.Option(help="JSON Lines (.xz too) or a folder.")],
    count: Annotated[int, typer.Option(help="How many articles of a JSON Lines file.")] = 150,
    rounds: Annotated[int, typer.Option(help="How often both are timed.")] = 3,
    out: Annotated[Path | None, typer.Option(help="Write the figures as JSON.")] = None,
) -> None:
    """Time indexing against embedding alone."""
    plain = SentenceTransformer(str(model_folder(EMBEDDED_MODEL)), device="cpu")
    plain.encode(["warm"], show_progress_bar=False)
    ours: list[float] = []
    theirs: list[float] = []
    chunks = 0
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as scratch:
            parts = Parts(Settings(articles=[], data=Path(scratch) / "data"))
            parts.embedder.encode(["warm"])
            source = sample(articles.resolve(), count, Path(scratch))
            with open_library(parts, doing="bench") as library:
                began = time.monotonic()
                report = library.index([source], leaving=None, progress=lambda _: None)
                ours.append(time.monotonic() - began)
                texts = chunk_texts(library)
            chunks = report.embedded_chunks
        began = time.monotonic()
        plain.encode(texts, show_progress_bar=False)
        theirs.append(time.monotonic() - began)
    figures = {
        "chunks": chunks,
        "indexing, chunks a second": round(chunks / statistics.median(ours), 1),
        "sentence-transformers alone, chunks a second": round(chunks / statistics.median(theirs), 1),
        "ratio": round(statistics.median(t / o for t, o in zip(theirs, ours, strict=True)), 3),
    }
    for name, value in figures.items():
        typer.echo(f"{name:>46}: {value}")
    if out:
        out.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf8")


if __name__ == "__main__":
    typer.run(main)
