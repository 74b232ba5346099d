from collections.abc import Sequence
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from index.article import Article
from index.chunk import chunk, cut
from index.embed import SentenceEmbedder

TEXT = st.text(alphabet=st.sampled_from("ab C.?!\n é“”"), max_size=600)


def words(texts: Sequence[str]) -> list[int]:
    return [len(text.split()) for text in texts]


@given(TEXT, st.integers(min_value=20, max_value=60))
def test_chunking_loses_and_invents_no_text(text: str, window: int) -> None:
    chunks = chunk(text, count_tokens=words, max_tokens=window, taken=0)
    assert [c.ordinal for c in chunks] == list(range(len(chunks)))
    assert all(c.text == text[c.start : c.end] for c in chunks)
    assert "".join("".join(c.text.split()) for c in chunks) == "".join(text.split())
    assert all(words([c.text])[0] <= max(16, window - 3) for c in chunks)


def test_no_chunk_is_longer_than_the_embedder_reads(embedder: SentenceEmbedder) -> None:
    text = " ".join(f"Sentence number {n} tells of the {n}th bridge over the Wick." for n in range(200))
    text += "\n" + "antidisestablishmentarianism" * 100
    article = Article("a", "Bridges of Wick", ("Ana Ruiz",), date(2024, 5, 2), "a.txt", "en", text, "")
    made = cut(article, embedder)
    assert made.heading == "Bridges of Wick. Ana Ruiz. 2 May 2024"
    assert len(made.chunks) > 10
    lengths = embedder.count_tokens(made.texts)
    assert max(lengths) + 2 <= embedder.max_tokens


def test_a_long_title_leaves_room_for_the_text(embedder: SentenceEmbedder) -> None:
    article = Article("a", "bridge " * 500, (), None, "a.txt", "en", "It rained. " * 300, "")
    made = cut(article, embedder)
    assert embedder.count_tokens([made.heading])[0] <= embedder.max_tokens // 4
    assert len(made.chunks) < 20
