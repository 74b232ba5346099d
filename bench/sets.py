"""The evaluation sets, read from the folder that holds them; nothing of them is kept in the project."""

import hashlib
import json
import lzma
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from bot.dialogue import GivenPassage

DATA = Path("../shared/data")


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One question of a set.

    `group` is the document (or the row's id) that decides its split. `gold_urls` are the articles that hold
    the answer, `answer_in` those of them in which it stands word for word. `evidence` are the sentences that
    a long answer rests on.
    """

    id: str
    group: str
    question: str
    answers: tuple[str, ...]
    answerable: bool
    passages: tuple[GivenPassage, ...] = ()
    evidence: tuple[str, ...] = ()
    asked: date | None = None
    gold_urls: tuple[str, ...] = ()
    answer_in: tuple[str, ...] = ()


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of an xz-compressed JSON Lines file."""
    with lzma.open(path, "rt", encoding="utf8") as lines:
        yield from map(json.loads, lines)


def read_set(data: Path, name: str) -> Iterator[QuestionRow]:
    """The rows of `qa/{name}.jsonl.xz` that ask one question over passages."""
    for row in read_rows(data / "qa" / f"{name}.jsonl.xz"):
        yield QuestionRow(
            id=row["id"],
            group=str(row.get("doc") or row["id"]),
            question=row["question"],
            answers=tuple(row["answers"]),
            answerable=row["answerable"],
            passages=tuple(GivenPassage(p["title"], p["text"]) for p in row["passages"]),
            evidence=tuple(row.get("evidence") or ()),
        )


def news_articles(data: Path) -> Path:
    """The file of the news articles, which the product indexes as it is."""
    return data / "news2022" / "articles.jsonl.xz"


def news_questions(data: Path) -> list[QuestionRow]:
    """The questions over the news articles, in the order in which they were asked."""
    rows = [
        QuestionRow(
            id=row["id"],
            group=row["id"],
            question=row["question"],
            answers=tuple(row["answers"]),
            answerable=True,
            asked=date.fromisoformat(row["asked"]),
            gold_urls=tuple(row["gold_urls"]),
            answer_in=tuple(row["answer_in"]),
        )
        for row in read_rows(data / "news2022" / "questions.jsonl.xz")
    ]
    return sorted(rows, key=lambda row: (str(row.asked), row.id))


def passage_key(text: str) -> str:
    """A short name for a passage, by which files of ours refer to it."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence and the evidence it is held against; `true`: borne out, else `kind` says how it is false."""

    text: str
    evidence: str
    key: str
    true: bool
    kind: str = ""


@cache
def _texts(data: Path, source: str) -> dict[str, str]:
    if source == "news2022":
        return {row["url"]: row["text"] for row in read_rows(news_articles(data))}
    passages = (row.passages[0].text for row in read_set(data, source))
    return {passage_key(text): text for text in passages}


def read_claims(path: Path, data: Path, own: Mapping[str, str] | None = None) -> list[Claim]:
    """The claims of a file with their evidence, in order; `own` are texts of ours by their titles."""
    claims: list[Claim] = []
    for line in path.open(encoding="utf8"):
        row = json.loads(line)
        texts = own if own is not None and row["source"] == "own" else _texts(data, row["source"])
        text = texts[row["key"]]
        evidence = " ".join(text[first:last] for first, last in row["evidence"])
        claims += [Claim(said, evidence, row["key"], true=True) for said in row["true"]]
        claims += [Claim(f["text"], evidence, row["key"], true=False, kind=f["kind"]) for f in row["false"]]
    return claims


@dataclass(frozen=True, slots=True)
class Fact:
    """A snippet of a news article that a question rests on."""

    text: str
    title: str
    author: str
    published: str
    url: str

    @property
    def as_article(self) -> dict[str, Any]:
        """A line that the JSON Lines loader reads."""
        return {
            "title": self.title,
            "text": self.text,
            "authors": [self.author] if self.author else [],
            "published": self.published,
        }


@dataclass(frozen=True, slots=True)
class MultihopQuestion:
    """A question over several snippets; without any, the right answer is a refusal."""

    id: str
    question: str
    facts: tuple[Fact, ...]


def multihop_questions(data: Path) -> list[MultihopQuestion]:
    """The questions of `multihop_news`."""
    return [
        MultihopQuestion(
            row["id"],
            row["question"],
            tuple(
                Fact(f["fact"], f["title"], f["author"] or "", f["published_at"][:10], f["url"])
                for f in row["evidence"]
            ),
        )
        for row in read_rows(data / "qa" / "multihop_news.jsonl.xz")
    ]
