from hypothesis import given
from hypothesis import strategies as st

from index.window import window

TEXT = "One two three. Four five. Six seven eight nine. Ten. Eleven twelve."


def test_whole_sentences_behind_and_before_come_in_by_turns() -> None:
    first, last = window(TEXT, TEXT.index("Six"), words=7)
    assert TEXT[first:last] == "Four five. Six seven eight nine. Ten."


def test_a_sentence_that_is_too_long_by_itself_is_taken_whole() -> None:
    first, last = window(TEXT, TEXT.index("Six"), words=2)
    assert TEXT[first:last] == "Six seven eight nine."


@given(st.lists(st.integers(1, 12), min_size=1, max_size=9), st.data())
def test_a_window_holds_its_place_and_no_more_words_than_it_may(
    lengths: list[int], data: st.DataObject
) -> None:
    text = " ".join(" ".join(["Word"] * n) + "." for n in lengths)
    place = data.draw(st.integers(0, len(text) - 1).filter(lambda at: text[at] != " "))
    first, last = window(text, place, words=20)
    assert first <= place < last
    assert len(text[first:last].split()) <= 20
