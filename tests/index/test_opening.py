from datetime import date

import pytest

from index.article import Article
from index.opening import is_about, lead


def article(text: str, title: str = "Toll to rise") -> Article:
    return Article("a", title, ("Ana Ruiz",), date(2025, 3, 3), "a.txt", "en", text, "")


def test_the_lead_is_the_first_sentence_that_tells_something() -> None:
    text = "Mon. Mar 3rd, 2025\nAna Ruiz\nToll to rise\n\nWho pays? Drivers on the Narrows Bridge will pay $4.75. More."
    assert lead(article(text)).text == "Drivers on the Narrows Bridge will pay $4.75."


def test_an_article_without_sentences_is_quoted_by_its_first_line() -> None:
    assert lead(article("\nPhotos: the fair\nAna Ruiz\n")).text == "Photos: the fair"


BRIDGE = article(
    "TARN BRIDGE - Drivers will pay more, said Korean experts. It begins in May. Ferries are free. Rain fell."
)


@pytest.mark.parametrize(
    ("topic", "about"),
    [
        ("the toll", True),
        ("tolls", True),
        ("the ferry", True),
        ("drivers and ferries", True),
        ("Korea", True),
        ("the bridge", False),
        ("the rain", False),
        ("the toll of Wick", False),
    ],
)
def test_an_article_is_about_what_its_title_and_first_sentences_name(topic: str, about: bool) -> None:
    assert is_about(BRIDGE, topic) is about
