import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.verify import bearers, rejection
from index.words import numbers

QUOTE = (
    "Mayor Ana Ruiz of Wick opened the new bridge on Friday before 200 people, "
    "and said it might carry 4,000 cars a day."
)


@pytest.mark.parametrize(
    "sentence",
    [
        "Ana Ruiz opened the new bridge on Friday.",
        "Mayor Ana Ruiz opened the bridge.",
        "The bridge might carry 4,000 cars a day.",
        "Ruiz opened the new bridge before 200 people.",
        QUOTE,
    ],
)
def test_what_the_quote_says_passes(sentence: str) -> None:
    assert rejection(sentence, QUOTE) is None


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("Ana Ruiz opened the bridge before 300 people.", "number"),
        ("Tom Bell opened the new bridge on Friday.", "name"),
        ("Ana Ruiz opened the new bridge on Monday.", "name"),
        ("Ana Ruiz did not open the new bridge on Friday.", "negation"),
        ("The bridge will carry 4,000 cars a day.", "certain"),
        ("The bridge carries 4,000 cars a day.", "certain"),
        ("Ana Ruiz opened the new “bridge of sighs” on Friday.", "quotation"),
        ("Ana Ruiz closed the old tunnel on Friday.", "words"),
        ("The bridge opened Ana Ruiz of Wick.", "order"),
        ("It is.", "nothing"),
    ],
)
def test_what_the_quote_does_not_say_is_rejected_with_the_reason(sentence: str, why: str) -> None:
    assert why in (rejection(sentence, QUOTE) or "")


def test_a_denial_is_not_turned_into_a_statement() -> None:
    quote = "Both Moscow and Pyongyang have denied sending weapons to the front."
    assert rejection("Moscow and Pyongyang have been sending weapons to the front.", quote)


@given(
    st.lists(
        st.sampled_from("opened bridge Friday people 4,000 200 17 twelve 3.5 million cars".split()),
        max_size=8,
    )
)
def test_no_number_leaves_that_is_not_in_the_evidence(words: list[str]) -> None:
    sentence = " ".join(words)
    if rejection(sentence, QUOTE) is None:
        assert numbers(sentence) <= numbers(QUOTE)


@given(
    st.lists(
        st.sampled_from(["Ana", "Ruiz", "Wick", "Tom", "Friday", "Paris", "the bridge", "opened"]), max_size=8
    )
)
def test_no_name_leaves_that_is_not_in_the_evidence(words: list[str]) -> None:
    sentence = " ".join(words)
    if rejection(sentence, QUOTE) is None:
        assert "Tom" not in sentence
        assert "Paris" not in sentence


def test_only_quotes_that_bear_the_whole_sentence_are_cited() -> None:
    assert bearers("Ana Ruiz opened the new bridge.", ["It rained on Friday.", QUOTE]) == [1]
