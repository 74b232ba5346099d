"""Answers, passages and reports as plain text and as the documented JSON; pure, without any SDK."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from bot.catchup.points import Catchup
from bot.dialogue import Answer, Brief, Footnote, Sentence
from index.article import Article, Passage
from index.dates import spoken
from index.report import Report


def answer_json(answer: Answer) -> dict[str, Any]:
    """The answer object that README documents."""
    return {
        "question": answer.question,
        "answer": answer.text,
        "refused": answer.refused,
        "sources": [_source(note) for note in answer.footnotes],
        "timings_ms": asdict(answer.timings),
        "model": answer.model,
        "confidence": round(answer.confidence, 4),
        "notice": answer.notice,
    }


def brief_json(brief: Brief) -> dict[str, Any]:
    """The summary object that README documents."""

    def told(sentence: Sentence) -> dict[str, Any]:
        day = _iso(brief.day(sentence))
        return {"text": sentence.text, "sources": list(sentence.footnotes), "published": day}

    return {
        "subject": brief.subject,
        "summary": brief.text,
        "refused": brief.refused,
        "headline": told(brief.headline) if brief.headline else None,
        "points": [told(point) for point in brief.points],
        "disagreements": [[told(d.one), told(d.other)] for d in brief.disagreements],
        "sources": [_source(note) for note in brief.footnotes],
        "timings_ms": asdict(brief.timings),
        "model": brief.model,
    }


def _source(note: Footnote) -> dict[str, Any]:
    return {
        "n": note.n,
        "article_id": note.article_id,
        "title": note.title,
        "authors": list(note.authors),
        "published": _iso(note.published),
        "source": note.source,
        "quote": note.quote,
        "score": note.score,
    }


def passages_json(query: str, passages: Sequence[Passage], seconds: Mapping[str, float]) -> dict[str, Any]:
    """The search object that README documents; `seconds` by what they were spent on."""
    return {
        "query": query,
        "passages": [
            {
                "article_id": passage.article.id,
                "title": passage.article.title,
                "source": passage.article.source,
                "published": _iso(passage.article.published),
                "text": passage.text,
                "score": round(passage.score, 6),
            }
            for passage in passages
        ],
        "timings_ms": {name: round(1000 * spent) for name, spent in seconds.items()},
    }


def article_json(article: Article) -> dict[str, Any]:
    """One row of `articles --json`."""
    return {
        "article_id": article.id,
        "title": article.title,
        "authors": list(article.authors),
        "published": _iso(article.published),
        "source": article.source,
        "language": article.language,
    }


def report_json(report: Report) -> dict[str, Any]:
    """The report object that README documents."""
    return {
        "new": len(report.new),
        "changed": len(report.changed),
        "unchanged": report.unchanged,
        "removed": len(report.removed),
        "failed": [{"source": failure.source, "reason": failure.reason} for failure in report.failed],
        "embedded_chunks": report.embedded_chunks,
        "seconds": report.seconds,
    }


def catchup_json(catchup: Catchup, problems: Sequence[str]) -> dict[str, Any]:
    """The catch-up object that README documents; `problems` are the lines that are no messages."""
    return {
        "headline": catchup.headline,
        "messages": catchup.messages,
        "authors": catchup.authors,
        "from": catchup.first.isoformat() if catchup.first else None,
        "to": catchup.last.isoformat() if catchup.last else None,
        "points": [
            {
                "kind": point.kind,
                "to": point.to or None,
                "text": point.text,
                "quotes": [
                    {
                        "n": quoted.message.n,
                        "author": quoted.message.author,
                        "time": quoted.message.time.isoformat(),
                        "url": quoted.message.url or None,
                        "quote": quoted.text,
                    }
                    for quoted in point.quotes
                ],
            }
            for point in catchup.points
        ],
        "left_out": dict(catchup.left_out),
        "problems": list(problems),
    }


def origin(note: Footnote | Article) -> str:
    """Title, author, date and source of a footnote or article on one line."""
    parts = [f"“{note.title}”", ", ".join(note.authors)]
    if note.published:
        parts.append(spoken(note.published))
    parts.append(note.source)
    return " · ".join(part for part in parts if part)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
