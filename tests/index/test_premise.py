import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.premise import denies


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("When did the truce not hold?", "The truce held until May."),
        ("Why don't ferries run on Sunday?", "Ferries run on Sunday, but the crew is not paid."),
        ("Which non-members pay for the hall?", "Members pay for the hall."),
        ("When was the bridge unsafe?", "The bridge was safe in May."),
        ("Who lost the match?", "Ana Ruiz won the match."),
        ("Who lives in the southern tower?", "Ana Ruiz lives in the northern tower."),
    ],
)
def test_a_sentence_that_says_the_opposite_denies_the_question(question: str, sentence: str) -> None:
    assert denies(sentence, question)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Why did the council not build the pier?", "The council never built the pier, for want of money."),
        ("Why did the council not build the pier?", "The council refused to build the pier."),
        ("What did they not only build?", "They built the pier."),
        ("Who lost the match?", "Ana Ruiz won the match that Tom Bell lost."),
        ("How many came?", "Few came."),
        ("When did they last win?", "They won for the first and last time in May."),
        ("Who is responsible?", "Ana Ruiz is responsible."),
        ("Who opened the bridge?", "Ana Ruiz did not stay, and Tom Bell opened the bridge."),
    ],
)
def test_others_do_not(question: str, sentence: str) -> None:
    assert not denies(sentence, question)


@given(st.text(max_size=60))
def test_nothing_denies_itself(text: str) -> None:
    assert not denies(text, text)
