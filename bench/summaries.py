"""How near do summaries come to the references of BBC News Summary, and are they borne out?

    ./footnote bench summaries

The references are sentences of the articles and long (about 40 % of them), so that longer summaries score
higher: the median number of words stands beside the scores. The set is cut in two by a hash of the id; the
half that chose the constants of `index.central` and `index.gist` never reports. The model takes seconds for
each article, so what it words is measured on a seeded sample, where `--sample` says how large.
"""

import math
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Annotated, Any, cast

import networkx as nx
import typer
from rich.progress import track
from torchmetrics.functional.text.rouge import rouge_score

from bench.checker import supported
from bench.figures import Outcome, as_line, figures, grouped, paired
from bench.sets import DATA, read_rows
from bench.splits import Split, half_by_id
from bot.build import Parts
from bot.config import load_settings
from bot.llm import LanguageModel
from bot.summary.briefs import Briefs
from bot.summary.reword import Rewording
from bot.summary.summarize import Summarizer
from index.article import Article, Passage
from index.database import IN_MEMORY
from index.sentences import split_sentences
from index.words import content_stems

NAME = "bbc_summary"
_SEED = 11
_LEAD = 3
# What the plain model may read of an article and write: its context of 2,048 tokens, at 3 characters a token.
_READ_CHARACTERS = 4_800
_WRITTEN_TOKENS = 220
_ROUGE = {"rouge1": "ROUGE-1", "rouge2": "ROUGE-2", "rougeL": "ROUGE-L"}
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Row:
    """An article and its reference summary."""

    article: Article
    reference: str


@dataclass(frozen=True, slots=True)
class Summary:
    """Sentences, each with the texts that must bear it out."""

    sentences: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def text(self) -> str:
        """The sentences as one text."""
        return " ".join(sentence for sentence, _ in self.sentences)


class NoSearch:
    """No library: only single articles are summed up here."""

    def passages(self, query: str, *, k: int, as_of: date) -> list[Passage]:  # noqa: ARG002
        """Nothing."""
        return []


def rows_of(data: Path, split: Split) -> list[Row]:
    """The articles of one half."""
    return [
        Row(
            Article(row["id"], row["title"], (), None, row["id"], "en", row["text"], row["id"]),
            row["summary"],
        )
        for row in read_rows(data / "qa" / f"{NAME}.jsonl.xz")
        if half_by_id(row["id"]) == split
    ]


def text_rank(sentences: Sequence[str], words: Callable[[str], list[str]], *, most: int) -> list[int]:
    """TextRank (Mihalcea and Tarau 2004): PageRank over the words that sentences share."""
    told = [set(words(sentence)) for sentence in sentences]
    graph: Any = nx.Graph()
    graph.add_nodes_from(range(len(sentences)))
    for a, b in combinations(range(len(sentences)), 2):
        length = math.log(max(1, len(told[a]))) + math.log(max(1, len(told[b])))
        if length and told[a] & told[b]:
            graph.add_edge(a, b, weight=len(told[a] & told[b]) / length)
    ranks = nx.pagerank(graph)
    return sorted(sorted(ranks, key=lambda at: (-ranks[at], at))[:most])


def outcome(row: Row, system: str, summary: Summary) -> Outcome:
    """ROUGE as F1, the share of sentences that the second checker finds borne out, and the length."""
    scores = rouge_score(summary.text, row.reference, rouge_keys=tuple(_ROUGE))
    metrics = {name: float(scores[f"{key}_fmeasure"]) for key, name in _ROUGE.items()}
    if summary.sentences:
        held = [supported(sentence, texts) for sentence, texts in summary.sentences]
        metrics["supported sentences"] = sum(held) / len(held)
    return Outcome(NAME, system, row.article.id, metrics | {"median words": len(summary.text.split())})


def summed_up(summarizer: Summarizer, article: Article) -> tuple[Summary, bool]:
    """The product's summary, and whether the model worded any of it."""
    brief = summarizer.article(article)
    quotes = {note.n: note.quote for note in brief.footnotes}
    told = tuple((s.text, tuple(quotes[n] for n in s.footnotes)) for s in brief.sentences)
    return Summary(told), brief.model != "quotation"


def plain(model: LanguageModel, article: Article) -> Summary:
    """What the model alone makes of the article, as far as it fits its context."""
    ask = f"Summarize this article in five sentences.\n\n{article.text[:_READ_CHARACTERS]}"
    said = "".join(model.stream([{"role": "user", "content": ask}], max_tokens=_WRITTEN_TOKENS))
    return Summary(tuple((s.text, (article.text,)) for s in split_sentences(said)))


def measure(rows: Sequence[Row], parts: Parts, sample: Sequence[Row]) -> list[Outcome]:
    """Every system on the rows, and those with the model on the sample."""

    def summarizer(model: LanguageModel | None) -> Summarizer:
        rewording = Rewording(model, parts.verifier, parts.embedder, freely=False, context_tokens=2048)
        search, shelf = NoSearch(), Briefs(IN_MEMORY)
        return Summarizer(
            search, parts.embedder, parts.head, parts.verifier, rewording=rewording, shelf=shelf
        )

    found: list[Outcome] = []
    quoting = summarizer(None)
    for row in track(rows, "without the model"):
        ours, _ = summed_up(quoting, row.article)
        sentences = [s.text for s in split_sentences(row.article.text)]
        verbatim = {
            "lead-3": range(min(_LEAD, len(sentences))),
            "TextRank": text_rank(sentences, _words, most=len(ours.sentences)),
            "TextRank, stems": text_rank(sentences, content_stems, most=len(ours.sentences)),
        }
        found.append(outcome(row, "footnote, quoting", ours))
        for system, places in verbatim.items():
            told = Summary(tuple((sentences[at], (sentences[at],)) for at in places))
            found.append(outcome(row, system, told))
    wording = summarizer(parts.model)
    for row in track(sample, "with the model"):
        ours, worded = summed_up(wording, row.article)
        scored = outcome(row, "footnote", ours)
        scored.metrics["model worded a sentence"] = float(worded)
        found += [scored, outcome(row, "plain model", plain(parts.model, row.article))]
    return found


def _words(sentence: str) -> list[str]:
    return _WORD.findall(sentence.lower())


def main(
    split: Annotated[str, typer.Option(help="choose or report")] = "report",
    data: Annotated[Path, typer.Option(help="The folder of the evaluation sets.")] = DATA,
    sample: Annotated[int, typer.Option(min=0, help="Articles that the model is asked about.")] = 20,
    most: Annotated[int, typer.Option(min=1, help="Articles at most, for a quick look.")] = 1_000,
) -> None:
    """Measure summaries beside lead-3, TextRank and the plain model."""
    rows = rows_of(data, cast("Split", split))[:most]
    drawn = random.Random(_SEED).sample(rows, min(sample, len(rows)))
    parts = Parts(load_settings(None, data=None, library=None))
    try:
        outcomes = measure(rows, parts, drawn)
    finally:
        parts.close()
    for figure in figures(outcomes):
        typer.echo(as_line(figure))
    systems = {system: rows for (_, system), rows in grouped(outcomes).items()}
    for other, ours in (
        ("lead-3", "footnote, quoting"),
        ("TextRank", "footnote, quoting"),
        ("TextRank, stems", "footnote, quoting"),
        ("lead-3", "footnote"),
        ("plain model", "footnote"),
    ):
        gains = [paired(systems.get(other, []), systems.get(ours, []), name) for name in _ROUGE.values()]
        for gain in filter(None, gains):
            typer.echo(as_line(gain))


if __name__ == "__main__":
    typer.run(main)
