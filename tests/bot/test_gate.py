from hypothesis import given
from hypothesis import strategies as st

from bot.gate import THRESHOLDS, confidence
from index.article import Evidence

PROBABILITY = st.floats(0, 1)


@given(PROBABILITY, PROBABILITY, st.booleans())
def test_better_evidence_never_makes_an_answer_less_sure(a: float, b: float, worded: bool) -> None:
    low, high = sorted((a, b))
    assert confidence(Evidence("x", (), low), worded=worded) <= confidence(
        Evidence("x", (), high), worded=worded
    )


@given(PROBABILITY)
def test_a_draft_that_passed_the_check_never_makes_an_answer_less_sure(score: float) -> None:
    evidence = Evidence("x", (), score)
    assert 0 <= confidence(evidence, worded=False) <= confidence(evidence, worded=True) <= 1


def test_the_settings_are_ordered_as_their_names_say() -> None:
    assert THRESHOLDS["strict"] > THRESHOLDS["balanced"] > THRESHOLDS["eager"] > 0
