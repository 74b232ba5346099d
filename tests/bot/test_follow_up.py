import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer import Answerer
from bot.build import Library
from bot.config import SAMPLES
from bot.dialogue import REFUSAL, Answer, Cited, Question, Turn
from bot.follow_up.stand_alone import follow_up
from bot.gate import THRESHOLDS
from bot.llm.scripted import ScriptedModel
from index.report import Report
from index.words import content_stems

TODAY = date(2025, 11, 1)

HARBOUR = Turn(
    "Why will the harbour of Elmsby close?",
    "The harbour will close for two weeks in April, harbour master Otto Brandt said on Sunday. [1]",
)
BRIDGE = Turn("When did the new bridge open?", "It was opened by Mayor Ana Ruiz on Friday. [1]")
TUNNEL = Turn("Who closed the tunnel?", "Sheriff Bo Lind closed it. [1]")
TOLL = Turn("How much was the toll at Wick in 2024?", "The toll was $3.50. [1]")
BOAT = Turn("What happened to the Sea Lark?", "The Sea Lark ran onto a rock near Tessel Island. [1]")
SISTERS = Turn("Who founded the mill?", "The Morrow Sisters founded the mill. [1]")


@pytest.mark.parametrize(
    ("turn", "question", "asked"),
    [
        (HARBOUR, "When did he say that?", "When did Otto Brandt say that?"),
        (HARBOUR, "How much will it cost?", "How much will the harbour cost?"),
        (BRIDGE, "Where was she born?", "Where was Mayor Ana Ruiz born?"),
        (BRIDGE, "and who paid for it?", "Who paid for the new bridge?"),
        (BRIDGE, "Why?", "Why did the new bridge open?"),
        (BRIDGE, "What about the tunnel?", "When did the tunnel open?"),
        (TUNNEL, "Why?", "Why? Who closed the tunnel?"),
        (TUNNEL, "Who else?", "Who else closed the tunnel?"),
        (TUNNEL, "Why did he do that?", "Why did Sheriff Bo Lind do that (closed the tunnel)?"),
        (TUNNEL, "What is his age?", "What is Sheriff Bo Lind's age?"),
        (TOLL, "And in 2019?", "How much was the toll at Wick in 2019?"),
        (TOLL, "What about Elmsby?", "How much was the toll at Elmsby in 2024?"),
        (BOAT, "When was it built?", "When was the Sea Lark built?"),
        (BOAT, "Was anyone hurt?", "Was anyone hurt (the Sea Lark)?"),
        (BOAT, "Who lives there?", "Who lives in Tessel Island?"),
        (SISTERS, "What did they sell?", "What did the Morrow Sisters sell?"),
    ],
)
def test_a_follow_up_stands_alone(turn: Turn, question: str, asked: str) -> None:
    made = follow_up(question, (turn,))
    assert made.asked == asked
    assert made.leans


@pytest.mark.parametrize(
    "question",
    [
        "Who is the president of France?",
        "How much does a loaf cost at the bakery?",
        "Did Ida Morrow sell her orchard?",
        "Are there any wolves in Norway?",
        "Thanks!",
        "?!",
        "",
    ],
)
def test_a_new_topic_is_left_alone(question: str) -> None:
    made = follow_up(question, (HARBOUR,))
    assert (made.asked, made.searched, made.leans) == (question, question, False)


def test_the_one_spoken_of_stays_she_over_several_turns() -> None:
    turns = (
        Turn("Who runs the school at Larch Lane?", "Ida Morrow runs the school. [1]"),
        Turn("Where did she study?", "She studied in Port Ellery under Hugo Stamp. [1]"),
        Turn("How long did she stay there?", "Four years. [1]"),
    )
    assert follow_up("What does she teach?", turns).asked == "What does Ida Morrow teach?"


def test_a_search_also_names_what_the_conversation_is_about() -> None:
    turns = (Turn("Who is the captain of the Sea Lark?", "Captain Finn Hale. [1]"),)
    assert "Sea Lark" in follow_up("How old is he?", turns).searched


def test_a_refusal_leaves_nothing_to_speak_of() -> None:
    refused = Turn("Who owns it?", "I could not find this in the articles. Nearest: “Sea Lark sinks”.")
    assert "Sea Lark" not in follow_up("How old is she?", (refused,)).searched


TEXT = st.text(max_size=200)
WORDS = st.lists(
    st.sampled_from(
        "Why when who did he she it they there that Ana Ruiz the bridge of Wick opened and what about in 2019 else? his"
        " her ferry cost. “Sea Lark” [1]".split()
    ),
    max_size=12,
).map(" ".join)
TURNS = st.lists(st.builds(Turn, TEXT | WORDS, TEXT | WORDS), max_size=12)


@given(question=TEXT | WORDS)
def test_a_question_without_history_is_unchanged(question: str) -> None:
    made = follow_up(question, ())
    assert (made.asked, made.searched, made.leans) == (question, question, False)


@given(question=TEXT | WORDS, turns=TURNS)
def test_what_the_user_wrote_is_never_lost(question: str, turns: list[Turn]) -> None:
    made = follow_up(question, turns)
    wrote = set(content_stems(re.sub(r"\b(?:hers|theirs)\b", "", question, flags=re.IGNORECASE)))
    assert wrote <= set(content_stems(made.asked))
    assert wrote <= set(content_stems(made.searched))


@pytest.fixture
def ask(library: Library, index_into: Callable[..., Report]) -> Callable[[str, tuple[Turn, ...]], Answer]:
    """The answering core over the sample articles, with a model that has nothing to say."""
    index_into(Path(SAMPLES))
    parts = library.parts
    search = library.search()

    def run(text: str, history: tuple[Turn, ...]) -> Answer:
        answerer = Answerer(
            search,
            parts.head,
            parts.reader,
            parts.verifier,
            ScriptedModel("No idea."),
            gate=THRESHOLDS["balanced"],
            context_tokens=2048,
        )
        return answerer.answer(Question(text, TODAY, history))

    return run


def test_a_follow_up_is_answered_from_the_article_of_the_turn_before(
    ask: Callable[[str, tuple[Turn, ...]], Answer],
) -> None:
    first = ask("How many otters were counted on the Tarn?", ())
    history = (Turn.of(first),)
    assert "37 otters" in first.text
    second = ask("Who runs the survey?", history)
    assert "Velasquez-Hythe" in second.text
    third = ask("What does she believe?", (*history, Turn.of(second)))
    assert "eels" in third.text
    assert {note.source for note in third.footnotes} == {"articles/otter-census.txt"}


def test_a_new_topic_is_not_answered_from_it(ask: Callable[[str, tuple[Turn, ...]], Answer]) -> None:
    history = (Turn.of(ask("How many otters were counted on the Tarn?", ())),)
    answer = ask("What will the repair of the Quillan library cost?", history)
    assert "386,000" in answer.text
    assert "articles/otter-census.txt" not in {note.source for note in answer.footnotes}
    assert ask("Who won the football World Cup?", history).refused


@pytest.mark.parametrize(
    ("question", "article"),
    [
        ("What is the toll on the bridge?", "bridge-tolls.md"),
        ("Which bakery is closing?", "bakery-last-loaf.txt"),
        ("How many otters were found?", "otter-census.txt"),
    ],
)
def test_a_short_question_that_begins_something_else_is_answered_as_it_is_asked(
    ask: Callable[[str, tuple[Turn, ...]], Answer], question: str, article: str
) -> None:
    won = Turn.of(ask("Who won the cider show?", ()))
    second = Turn.of(ask("Who came second?", (won,)))
    answer = ask(question, (won, second))
    assert [note.source.rpartition("/")[2] for note in answer.footnotes[:1]] == [article]


def test_a_thing_that_was_asked_for_is_it_even_after_a_refusal() -> None:
    turns = (HARBOUR, Turn("Which bakery is closing?", REFUSAL))
    assert follow_up("When will it close?", turns).asked == "When will the bakery close?"


def test_what_belongs_to_another_is_less_spoken_of() -> None:
    loaf = Turn("Which bakery closes?", "Pellam & Daughters will bake its last loaf in February. [1]")
    assert follow_up("Who founded it?", (loaf,)).asked == "Who founded Pellam & Daughters?"


def test_an_answer_from_another_article_ends_what_was_spoken_of_before() -> None:
    boat = replace(BOAT, cited=(Cited("boat", "The Sea Lark ran onto a rock."),))
    loaf = Turn("What does a loaf cost?", "Pellam & Daughters ask $4. [1]", (Cited("loaf", "ask $4."),))
    assert "Pellam & Daughters" in follow_up("And in 2019?", (boat, loaf)).searched
    assert "Sea Lark" not in follow_up("And in 2019?", (boat, loaf)).searched
