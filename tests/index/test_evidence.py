from collections.abc import Callable
from datetime import date

import pytest

from index.article import Article, Evidence, Passage
from index.evidence import find_evidence, rerank
from index.head import EvidenceHead, PassageReader


def article(
    number: int,
    text: str,
    *,
    title: str = "A title",
    authors: tuple[str, ...] = (),
    published: date | None = None,
) -> Article:
    return Article(f"a{number}", title, authors, published, f"{number}.txt", "en", text, "")


Find = Callable[..., list[Evidence]]


@pytest.fixture
def evidence(head: EvidenceHead, reader: PassageReader) -> Find:
    """Finds the evidence for a question in articles, each of them one passage."""

    def find(question: str, *articles: Article) -> list[Evidence]:
        passages = [Passage(a, a.text, 1 / (60 + n)) for n, a in enumerate(articles, start=1)]
        return find_evidence(question, passages, head, reader, limit=4)

    return find


BRIDGE = article(
    1,
    "The bridge of Wick was opened by Mayor Ana Ruiz on Friday. It cost three million dollars. Two hundred people waited in the rain.",
)


def test_the_sentence_that_answers_comes_first(evidence: Find) -> None:
    assert evidence("Who opened the bridge of Wick?", BRIDGE)[0].text.startswith(
        "The bridge of Wick was opened"
    )
    assert (
        evidence("How much did the bridge of Wick cost?", BRIDGE)[0].text == "It cost three million dollars."
    )


def test_a_name_that_the_article_does_not_know_lowers_the_score(evidence: Find) -> None:
    right = evidence("Who opened the bridge of Wick?", BRIDGE)[0].score
    wrong = evidence("Who opened the bridge of Zanzibar?", BRIDGE)[0].score
    assert wrong < right / 2


def test_what_asks_or_only_gives_the_question_back_answers_nothing(evidence: Find) -> None:
    asked = "Who opened the new bridge of Wick?"
    echo = article(
        3, "Who opened the bridge of Wick? The new bridge of Wick was opened. Ruiz did, on Friday."
    )
    assert [e.text for e in evidence(asked, echo)] == ["Ruiz did, on Friday."]
    assert (
        evidence("Was the new bridge of Wick opened?", echo)[0].text == "The new bridge of Wick was opened."
    )


def test_one_event_told_twice_is_one_piece_of_evidence_with_both_sources(evidence: Find) -> None:
    other = article(2, "Mayor Ana Ruiz opened the bridge of Wick on Friday.")
    best = evidence("Who opened the bridge of Wick?", BRIDGE, other)[0]
    assert {quote.article.id for quote in best.quotes} == {"a1", "a2"}


def test_different_numbers_are_not_the_same_event(evidence: Find) -> None:
    other = article(2, "Three hundred people waited in the rain.")
    found = evidence("How many people waited in the rain?", BRIDGE, other)
    assert [len(e.quotes) for e in found[:2]] == [1, 1]


def test_who_wrote_it_is_answered_from_the_byline_of_the_article_that_is_meant(evidence: Find) -> None:
    first = article(1, "Ana Ruiz\nBridge opens\n\nIt rained.", title="Bridge opens", authors=("Ana Ruiz",))
    second = article(2, "Tom Bell\nTunnel closes\n\nIt rained.", title="Tunnel closes", authors=("Tom Bell",))
    (found,) = evidence("Who wrote the article about the tunnel that closes?", first, second)
    assert found.quotes[0].text == "Tom Bell"
    assert found.text == "“Tunnel closes” was written by Tom Bell."


def test_nobody_is_said_to_have_written_an_article_without_a_byline(evidence: Find) -> None:
    first = article(1, "Bridge opens\n\nIt rained.", title="Bridge opens")
    second = article(2, "Tom Bell\nTunnel closes\n\nIt rained.", title="Tunnel closes", authors=("Tom Bell",))
    assert evidence("Who wrote the article about the bridge?", first, second) == []


def test_an_author_is_not_named_for_a_work_that_is_no_article(evidence: Find) -> None:
    second = article(2, "Tom Bell\nTunnel closes\n\nIt rained.", title="Tunnel closes", authors=("Tom Bell",))
    assert not any(e.score > 0.5 for e in evidence("Who wrote Romeo and Juliet?", second))


def test_the_date_line_answers_when_an_article_was_published(evidence: Find) -> None:
    dated = article(
        1, "Fri. May 3rd, 2024\nBridge opens\n\nIt rained.", title="Bridge opens", published=date(2024, 5, 3)
    )
    (found,) = evidence("When was the article about the bridge published?", dated)
    assert found.quotes[0].text == "Fri. May 3rd, 2024"


def test_the_passage_whose_sentence_answers_moves_up(head: EvidenceHead, reader: PassageReader) -> None:
    rain = article(2, "It rained on the bridge of Wick. The bridge of Wick is long. Nobody opened a window.")
    passages = [Passage(rain, rain.text, 1 / 61), Passage(BRIDGE, BRIDGE.text, 1 / 62)]
    ranked = rerank("Who opened the bridge of Wick?", passages, head, reader)
    assert [p.article.id for p in ranked] == ["a1", "a2"]


def test_a_byline_or_a_heading_answers_nothing(evidence: Find) -> None:
    noisy = article(
        2,
        "Dana Wier, Business Desk\nWho opened the bridge of Wick\nThe bridge of Wick was opened by Mayor Ana Ruiz.",
    )
    found = evidence("Who opened the bridge of Wick?", noisy)
    assert [piece.text for piece in found] == ["The bridge of Wick was opened by Mayor Ana Ruiz."]
