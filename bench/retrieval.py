"""Does the right article come first, and does one of the best sentences hold the answer?"""

import json
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from rich.progress import track

from bench.figures import Outcome
from bench.judge import holds
from bench.sets import MultihopQuestion, QuestionRow
from bot.answer import PASSAGES
from bot.build import Library, Parts, open_library
from bot.config import Settings
from index.article import Passage
from index.evidence import find_evidence, rerank
from index.fuse import reciprocal_rank

NEWS, MULTIHOP = "news2022 retrieval", "multihop_news retrieval"
DEPTH = 60
SENTENCES = 10


def news_outcomes(library: Library, rows: Sequence[QuestionRow]) -> list[Outcome]:
    """Articles and sentences found for each question, by each way of ranking."""
    ways = _Ways(library)
    outcomes: list[Outcome] = []
    for row in track(rows, NEWS):
        asked = row.asked or date.today()
        for system, rank in ways.rankings.items():
            began = time.perf_counter()
            passages = rank(row.question, asked)
            took = (time.perf_counter() - began) * 1000
            sources = list(dict.fromkeys(passage.article.source for passage in passages))
            metrics = _ranked([source in row.gold_urls for source in sources])
            metrics["median ms"] = took
            if system == "footnote" and row.answer_in:
                found = find_evidence(
                    row.question,
                    ways.search.passages(row.question, k=PASSAGES, as_of=asked),
                    library.parts.head,
                    library.parts.reader,
                    limit=SENTENCES,
                )
                right = [holds(piece.text, row.answers) for piece in found]
                metrics |= {f"answer in top {n} sentences": float(any(right[:n])) for n in (1, 3, 4, 10)}
            outcomes.append(Outcome(NEWS, system, row.id, metrics, question=row.question))
    return outcomes


def multihop_outcomes(questions: Sequence[MultihopQuestion], work: Path, count: int | None) -> list[Outcome]:
    """The share of the right facts among the first, for `count` questions that need several."""
    facts = {fact.text: fact for question in questions for fact in question.facts}
    source = work / "facts.jsonl"
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_text("".join(json.dumps(fact.as_article) + "\n" for fact in facts.values()), encoding="utf8")
    parts = Parts(Settings(articles=[source], data=work / "multihop"))
    outcomes: list[Outcome] = []
    with open_library(parts, doing="bench") as library:
        library.index([source], leaving=None, progress=lambda _: None)
        rankings = _Ways(library).rankings
        for question in track([q for q in questions if q.facts][:count], MULTIHOP):
            gold = {fact.text for fact in question.facts}
            for system in ("fused", "footnote"):
                passages = rankings[system](question.question, date.today())
                hits = [{fact for fact in gold if fact in passage.article.text} for passage in passages]
                metrics = {f"hits@{k}": len(set().union(*hits[:k])) / len(gold) for k in (4, 10)}
                metrics["MRR@10"] = _ranked([bool(hit) for hit in hits])["MRR@10"]
                outcomes.append(Outcome(MULTIHOP, system, question.id, metrics, question=question.question))
    return outcomes


class _Ways:
    """The ways of ranking that are set against each other, over one library."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.search = library.search()
        self.rankings: dict[str, Callable[[str, date], list[Passage]]] = {
            "dense": lambda question, _: self._passages([self._dense(question)]),
            "keyword": lambda question, _: self._passages([self._keyword(question)]),
            "fused": lambda question, _: self._passages([self._dense(question), self._keyword(question)]),
            "search": lambda question, asked: self.search.passages(question, k=DEPTH, as_of=asked),
            "footnote": self._footnote,
        }

    def _dense(self, question: str) -> list[int]:
        vector = self._library.parts.embedder.encode([question])[0]
        return self._library.stores.vectors.nearest(vector, DEPTH)

    def _keyword(self, question: str) -> list[int]:
        return self._library.stores.keywords.search(question, DEPTH)

    def _passages(self, rankings: list[list[int]]) -> list[Passage]:
        """Plain reciprocal rank fusion, without anything that Footnote adds."""
        ids = [i for ranking in rankings for i in ranking]
        live = self._library.catalogue.live_chunks(self._library.generation.id, ids)
        fused = reciprocal_rank([[i for i in ranking if i in live] for ranking in rankings])
        return [Passage(live[i].article, live[i].text, score) for i, score in fused]

    def _footnote(self, question: str, asked: date) -> list[Passage]:
        passages = self.search.passages(question, k=DEPTH, as_of=asked)
        parts = self._library.parts
        return rerank(question, passages, parts.head, parts.reader)


def _ranked(right: Sequence[bool]) -> dict[str, float]:
    first = next((at for at, hit in enumerate(right) if hit), None)
    metrics = {f"recall@{k}": float(first is not None and first < k) for k in (1, 5, 10)}
    metrics["MRR@10"] = 1 / (1 + first) if first is not None and first < 10 else 0.0
    return metrics
