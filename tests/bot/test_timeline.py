from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.answer import Answerer
from bot.build import Library
from bot.config import SAMPLES
from bot.dialogue import REFUSAL, Question, Turn
from bot.gate import THRESHOLDS
from bot.llm.scripted import ScriptedModel
from index.report import Report

NOVEMBER = date(2025, 11, 30)
Index = Callable[..., Report]


@pytest.fixture
def answerer(library: Library) -> Answerer:
    """An answering core over the library, with a model that has nothing to say."""
    parts = library.parts
    return Answerer(
        library.search(),
        parts.head,
        parts.reader,
        parts.verifier,
        ScriptedModel(*["No idea."] * 9),
        gate=THRESHOLDS["balanced"],
        context_tokens=2048,
    )


def write(folder: Path, name: str, day: str, title: str, text: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.md").write_text(f"---\ntitle: {title}\ndate: {day}\n---\n\n{text}\n", encoding="utf8")


def test_the_sample_articles_of_a_period_are_listed_newest_first(
    answerer: Answerer, library: Library, index_into: Index
) -> None:
    index_into(SAMPLES)
    answer = answerer.answer(Question("What happened in March?", NOVEMBER))
    heading, *lines = answer.text.split("\n")
    assert heading.startswith(f"{len(answer.footnotes)} articles published in March 2025")
    assert "7 March 2025: “Tea, songs and a rescued wedding cake" in lines[-2]
    assert "5 March 2025: “Ferry runs aground" in lines[-1]
    assert [f"[{n}]" in line for n, line in enumerate(lines, start=1)] == [True] * len(lines)
    days = [note.published for note in answer.footnotes]
    assert days == sorted(days, reverse=True)
    for note in answer.footnotes:
        assert note.published is not None
        assert note.published.month == 3
        stored = library.catalogue.article(note.article_id)
        assert stored is not None
        assert note.quote in stored.text

    newest = answerer.answer(Question("What's new?", NOVEMBER))
    assert newest.text.startswith(
        "The newest 8 of 11 articles with a date (3 more):\n12 November 2025: “Toll on"
    )
    assert len(newest.sentences) == 8

    ferry = answerer.answer(Question("Any news about the ferry in March?", NOVEMBER))
    assert [note.source.rpartition("/")[2] for note in ferry.footnotes] == [
        "night-on-the-sandbar.txt",
        "ferry-grounding.txt",
    ]
    # The ordinary way: one answer, not a list.
    assert answerer.answer(Question("What happened to the ferry in March?", NOVEMBER)).overview == ""


def test_a_period_without_articles_is_refused_with_the_nearest_one(
    answerer: Answerer, index_into: Index, tmp_path: Path
) -> None:
    news = tmp_path / "news"
    write(news, "early", "2025-03-01", "Fair opens", "The fair of Wick opened on the green with 40 stalls.")
    write(news, "late", "2025-03-20", "Bridge closes", "The bridge of Wick closed for repairs on Thursday.")
    write(news, "undated", "", "Undated news", "The mill of Wick was sold to a baker from Elmsby.")
    index_into(news)
    refused = answerer.answer(Question("What was published on 16 March 2025?", NOVEMBER))
    assert refused.refused
    assert refused.text.startswith(f"{REFUSAL} No article was published on 16 March 2025; ")
    assert "20 March 2025" in refused.text
    assert refused.nearest == ("Bridge closes",)
    about = answerer.answer(Question("Any news about the fair since 10 March?", date(2025, 3, 21)))
    assert about.nearest == ("Fair opens",)
    assert "about “the fair”" in about.text
    # Newer than the question, and without a date: neither is news.
    assert [n.title for n in answerer.answer(Question("What's new?", date(2025, 3, 10))).footnotes] == [
        "Fair opens"
    ]


def test_a_second_report_of_one_event_shares_its_line(
    answerer: Answerer, index_into: Index, tmp_path: Path
) -> None:
    news = tmp_path / "news"
    write(news, "a", "2025-03-01", "Fair opens", "The fair of Wick opened on the green with 40 stalls.")
    write(news, "b", "2025-03-02", "A fair start", "The fair of Wick opened with 40 stalls on the green.")
    write(news, "c", "2025-03-01", "Mill sold", "The mill of Wick was sold to a baker from Elmsby.")
    index_into(news)
    answer = answerer.answer(Question("What happened in March?", NOVEMBER))
    assert answer.text.split("\n") == [
        "3 articles published in March 2025, newest first:",
        "2 March 2025: “A fair start” [1][2]",
        "1 March 2025: “Mill sold” [3]",
    ]


def test_in_a_conversation_a_year_without_articles_is_asked_of_what_was_spoken_of(
    answerer: Answerer, index_into: Index, tmp_path: Path
) -> None:
    news = tmp_path / "news"
    write(
        news, "a", "2025-03-01", "The mill", "The mill of Wick burned down in 1985 after a lightning strike."
    )
    index_into(news)
    history = (Turn("When was the mill of Wick built?", "In 1901."),)
    alone = answerer.answer(Question("What happened in 1985?", NOVEMBER))
    assert alone.overview.startswith("No article was published in 1985")
    assert answerer.answer(Question("What happened in 1985?", NOVEMBER, history)).overview == ""


def test_a_foreign_question_is_warned_of_once_in_a_conversation(
    answerer: Answerer, index_into: Index, folder: Path
) -> None:
    index_into(folder)
    asked = "Wer hat den Preis für die Apfelbäume gewonnen?"
    first = answerer.answer(Question(asked, NOVEMBER))
    assert "The articles are in English, and your question seems to be in German" in first.notice
    again = Question("Und wie viel kostet die Reparatur des Hafens?", NOVEMBER, (Turn(asked, first.text),))
    assert answerer.answer(again).notice == ""
    english = (Turn("Who won the orchard prize?", "Pupils."),)
    assert "German" in answerer.answer(Question(asked, NOVEMBER, english)).notice
    assert answerer.answer(Question("Who won the orchard prize?", NOVEMBER)).notice == ""


def test_a_question_in_the_language_of_the_articles_is_not_warned_of(
    answerer: Answerer, index_into: Index, tmp_path: Path
) -> None:
    news = tmp_path / "news"
    text = "Die Brücke von Wick wurde am Freitag von der Bürgermeisterin Ana Ruiz eröffnet. Sie kostete drei Millionen."
    write(news, "a", "2025-03-01", "Brücke eröffnet", text)
    index_into(news)
    assert answerer.answer(Question("Wer hat die Brücke von Wick eröffnet?", NOVEMBER)).notice == ""
    assert "are in German" in answerer.answer(Question("Who opened the bridge of Wick?", NOVEMBER)).notice
