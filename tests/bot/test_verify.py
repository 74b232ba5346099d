import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.verify import Verifier
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
        QUOTE,
    ],
)
def test_what_the_quote_says_passes(verifier: Verifier, sentence: str) -> None:
    assert verifier.rejection(sentence, QUOTE) is None


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("Ana Ruiz opened the bridge before 300 people.", "number"),
        ("Tom Bell opened the new bridge on Friday.", "name"),
        ("Ana Ruiz opened the new bridge on Monday.", "name"),
        ("Ana Ruiz did not open the new bridge on Friday.", "evidence"),
        ("The bridge will carry 4,000 cars a day.", "evidence"),
        ("The bridge carries 4,000 cars a day.", "evidence"),
        ("Ana Ruiz opened the new “bridge of sighs” on Friday.", "quotation"),
        ("Ana Ruiz closed the old tunnel on Friday.", "opposite"),
        ("It is.", "nothing"),
    ],
)
def test_what_the_quote_does_not_say_is_rejected_with_the_reason(
    verifier: Verifier, sentence: str, why: str
) -> None:
    assert why in (verifier.rejection(sentence, QUOTE) or "")


def test_a_denial_is_not_turned_into_a_statement(verifier: Verifier) -> None:
    quote = "Both Moscow and Pyongyang have denied sending weapons to the front."
    assert verifier.rejection("Moscow and Pyongyang have been sending weapons to the front.", quote)


@given(
    st.lists(
        st.sampled_from("opened bridge Friday people 4,000 200 17 twelve 3.5 million cars".split()),
        max_size=8,
    )
)
def test_no_number_leaves_that_is_not_in_the_evidence(verifier: Verifier, words: list[str]) -> None:
    sentence = " ".join(words)
    if verifier.rejection(sentence, QUOTE) is None:
        assert numbers(sentence) <= numbers(QUOTE)


@given(
    st.lists(
        st.sampled_from(["Ana", "Ruiz", "Wick", "Tom", "Friday", "Paris", "the bridge", "opened"]), max_size=8
    )
)
def test_no_name_leaves_that_is_not_in_the_evidence(verifier: Verifier, words: list[str]) -> None:
    sentence = " ".join(words)
    if verifier.rejection(sentence, QUOTE) is None:
        assert "Tom" not in sentence
        assert "Paris" not in sentence


def test_each_quote_is_judged_by_itself(verifier: Verifier) -> None:
    first, second = verifier.rejections("Ana Ruiz opened the new bridge.", ["It rained on Friday.", QUOTE])
    assert first is not None
    assert second is None


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        (
            "The FDA approved the drug on Friday.",
            "The drug was approved on Friday by the Food and Drug Administration.",
        ),
        (
            "The Bulgarian capital approved the bridge after eleven years.",
            "The bridge was approved by the capital of Bulgaria after an eleven-year dispute.",
        ),
    ],
)
def test_a_paraphrase_passes(verifier: Verifier, sentence: str, quote: str) -> None:
    assert verifier.rejection(sentence, quote) is None


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("The fund received $4 million from the school.", "The school received $4 million from the fund."),
        ("Tom Bell beat Ana Ruiz in the final.", "Ana Ruiz beat Tom Bell in the final on Sunday."),
        ("Petro called him to congratulate him.", "He called Petro to congratulate him on his victory."),
        (
            "Tom Bell has managed it since 2000.",
            "Ana Ruiz began it in 2000. Since 2003 Tom Bell has managed it.",
        ),
    ],
)
def test_swapped_roles_in_the_same_words_are_rejected(verifier: Verifier, sentence: str, quote: str) -> None:
    assert verifier.rejection(sentence, quote)


@pytest.mark.parametrize(
    ("sentence", "quote", "why"),
    [
        (
            "The harbour tax was kept in 1924.",
            "It ended with the abolition of the harbour tax in 1924.",
            "own words",
        ),
        ("Bell's ship carried Bell's ship.", "Tom Bell's ship carried 40 passengers.", "said twice"),
        ("Wick and Thurso play on.", "Wick and Thurso are hosts; the others play on the road.", "broken off"),
        ("The bridge, which cost", "The bridge, which cost $3 million, opened on Friday.", "broken off"),
    ],
)
def test_what_a_model_puts_in_by_itself_is_rejected(
    verifier: Verifier, sentence: str, quote: str, why: str
) -> None:
    assert why in (verifier.rejections(sentence, [quote], drafted=True)[0] or "")


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("Ana Ruiz of Wick opened the new bridge on Friday before 200 people.", QUOTE),
        ("There are 4 levels of protein structure.", "There are four distinct levels of protein structure."),
    ],
)
def test_a_model_may_leave_out_and_turn_round(verifier: Verifier, sentence: str, quote: str) -> None:
    assert verifier.rejections(sentence, [quote], drafted=True) == [None]


@pytest.mark.xfail(strict=True, reason="one in six swaps still passes (bench claims)")
@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("The bridge opened Ana Ruiz of Wick.", QUOTE),
        ("The train from Wick carried 40 people.", "Snow fell on Wick, where 40 people had gathered."),
    ],
)
def test_roles_swapped_in_few_words_are_rejected(verifier: Verifier, sentence: str, quote: str) -> None:
    assert verifier.rejection(sentence, quote)
