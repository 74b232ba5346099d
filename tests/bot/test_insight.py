from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.insight import paragraph

TEXT = "First lines\nof one paragraph.\n\nThe bridge is open. It cost a million. Nobody minds.\n\nThe end."


def test_a_quote_is_shown_in_its_paragraph() -> None:
    assert paragraph(TEXT, "It cost a million.") == ("The bridge is open. ", " Nobody minds.")
    assert paragraph("One.\nTwo. Three.\nFour.", "Three.") == ("Two. ", "")


def test_a_long_paragraph_is_cut_at_words_on_both_sides() -> None:
    before, after = paragraph("word " * 500 + "Here it is." + " more" * 500, "Here it is.")
    assert before.startswith("… word word")
    assert before.endswith("word ")
    assert after.startswith(" more")
    assert after.endswith("more …")
    assert len(before) + len(after) < 1_000


def test_a_quote_that_is_not_there_any_more_stands_alone() -> None:
    assert paragraph(TEXT, "It cost two million.") == ("", "")


@given(st.text(), st.text(min_size=1), st.text())
def test_what_is_shown_around_a_quote_stands_there(before: str, quote: str, after: str) -> None:
    text = before + quote + after
    left, right = paragraph(text, quote)
    assert left.removeprefix("… ") + quote + right.removesuffix(" …") in text
