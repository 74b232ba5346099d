import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.disagree import disagree


@pytest.mark.parametrize(
    ("question", "a", "b"),
    [
        ("How much did the roof cost?", "It cost $31,000.", "The roof came to 34,000 dollars."),
        (
            "How many people came?",
            "Some 210 people came in two buses.",
            "Two hundred and twenty people came.",
        ),
        ("When does the library close?", "It closes on April 21.", "The doors shut on the 28th of April."),
        ("At what time did it sail?", "It sailed at 4:40 p.m. from Wick.", "The boat left at 15:10."),
        ("On which day did they meet?", "They met on Wednesday.", "They sat down on Tuesday."),
        ("What was the result of the vote?", "It passed by seven to two.", "The vote went 5-4 in favour."),
        ("Who wrote the tune?", "The tune was written by Odette Marsh.", "It is by Clementine Rusk."),
        ("Was anybody hurt?", "Nobody was hurt.", "Two passengers were hurt."),
        ("How long did the work take?", "The work took 14 months.", "They were at it for 20 months."),
        (
            "How many of the beams are rotten?",
            "Four of the twelve beams are.",
            "Six of the twelve beams are.",
        ),
    ],
)
def test_the_asked_fact_told_in_two_ways_is_a_contradiction(question: str, a: str, b: str) -> None:
    assert disagree(question, a, b)
    assert disagree(question, b, a)


@pytest.mark.parametrize(
    ("question", "a", "b"),
    [
        ("How much did the roof cost?", "It cost $31,000.", "It took 31,000 dollars, after $20,000 in 2019."),
        ("How many people came?", "Some 210 people came.", "Two hundred and ten people came in two buses."),
        ("When does the library close?", "It closes on April 21.", "The doors shut on the 21st of April."),
        ("At what time did it sail?", "It sailed at 10:55 p.m.", "The boat left at 22:55."),
        ("Who wrote the tune?", "Odette Marsh wrote the tune.", "On Monday Odette Marsh played it."),
        ("Was anybody hurt?", "Nobody was hurt.", "No one was hurt in the crash."),
        (
            "How long was it shut?",
            "It was shut for nine months.",
            "It was shut for three quarters of a year.",
        ),
        ("Why did it close?", "It closed because of rot.", "Rot was the reason."),
    ],
)
def test_the_same_fact_in_other_words_is_none(question: str, a: str, b: str) -> None:
    assert not disagree(question, a, b)


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_sentence_never_contradicts_itself(question: str, sentence: str) -> None:
    assert not disagree(question, sentence, sentence)
