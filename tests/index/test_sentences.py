from hypothesis import given
from hypothesis import strategies as st

from index.sentences import split_sentences

TEXT = st.text(alphabet=st.sampled_from("abc XYZ.?!\n\t\"'“”’…é 1.5$"), max_size=200)


@given(TEXT)
def test_every_visible_character_stands_in_exactly_one_sentence(text: str) -> None:
    sentences = split_sentences(text)
    assert all(s.text == text[s.start : s.end] for s in sentences)
    assert all(a.end <= b.start for a, b in zip(sentences, sentences[1:], strict=False))
    outside = text
    for s in reversed(sentences):
        outside = outside[: s.start] + outside[s.end :]
    assert outside.strip() == ""


def test_abbreviations_and_quotations_do_not_end_a_sentence() -> None:
    text = "Dr. J. R. Jones of the U.S. Navy paid $3.5 million. “We are here. That’s it,” he said."
    assert [s.text for s in split_sentences(text)] == [
        "Dr. J. R. Jones of the U.S. Navy paid $3.5 million.",
        "“We are here. That’s it,” he said.",
    ]


def test_a_line_break_ends_a_sentence() -> None:
    assert [s.text for s in split_sentences("Ana Ruiz\nBridge opens\n\nIt rained.")] == [
        "Ana Ruiz",
        "Bridge opens",
        "It rained.",
    ]
