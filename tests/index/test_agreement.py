import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.agreement import agreement


def test_an_answer_that_others_hold_too_is_worth_more() -> None:
    sentences = [
        "The virus was found by Tom Bell.",
        "Officials of Wick fear the Morva virus.",
        "The Morva virus spreads.",
        "It rained.",
    ]
    first, second, third, fourth = agreement(
        "Which virus do officials fear?", sentences, [0.0, -0.1, -0.2, 2.0]
    )
    assert first == fourth == 0
    assert second > 0
    assert third > 0


def test_what_the_question_says_is_no_answer() -> None:
    sentences = ["Wick has a new bridge.", "The bridge at Wick is red."]
    assert agreement("What colour is the bridge at Wick?", sentences, [0.0, 0.0]) == [0.0, 0.0]


def test_numbers_are_compared_where_a_number_is_asked_for() -> None:
    sentences = [
        "Ana Ruiz said 40 people came.",
        "Forty came, by one count.",
        "Ana Ruiz said 50 people came.",
    ]
    forty, also_forty, fifty = agreement("How many people came?", sentences, [0.0, 0.0, 0.0])
    assert forty == also_forty == pytest.approx(0.693, abs=0.001)
    assert fifty == 0


@given(st.lists(st.tuples(st.text(max_size=30), st.floats(-9, 9)), max_size=6))
def test_nobody_agrees_with_himself_alone(told: list[tuple[str, float]]) -> None:
    sentences, odds = [text for text, _ in told], [value for _, value in told]
    worth = agreement("Who?", sentences, odds)
    assert len(worth) == len(told)
    assert all(value >= -1e-9 for value in worth)
    if len(told) == 1:
        assert worth == [0.0]
