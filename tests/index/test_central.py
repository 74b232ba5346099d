import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.central import centrality, lead, pick
from index.embed import SentenceEmbedder
from index.protocols import Vectors

WORDS = st.lists(st.sampled_from("harbour ferry storm cost repair mayor school pear".split()), max_size=6)
TEXTS = st.lists(WORDS.map(" ".join), max_size=9)


def vectors_of(count: int, seed: int = 0) -> Vectors:
    made = np.random.default_rng(seed).normal(size=(count, 8)).astype(np.float32)
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), dtype=np.float32)


@given(TEXTS, st.integers(0, 12), st.integers(0, 9))
def test_places_are_picked_once_and_no_more_than_asked_for(texts: list[str], most: int, seed: int) -> None:
    picked = pick(texts, vectors_of(len(texts), seed), most=most)
    assert len(picked) == len(set(picked)) == min(most, len(texts))
    assert set(picked) <= set(range(len(texts)))


@given(TEXTS.filter(bool), st.integers(0, 9))
def test_fewer_are_the_beginning_of_more(texts: list[str], seed: int) -> None:
    vectors = vectors_of(len(texts), seed)
    whole = pick(texts, vectors, most=len(texts))
    assert [pick(texts, vectors, most=n) for n in range(len(texts))] == [whole[:n] for n in range(len(texts))]


@given(TEXTS.filter(bool), st.integers(0, 9))
def test_weights_are_a_distribution(texts: list[str], seed: int) -> None:
    weights = centrality(texts, vectors_of(len(texts), seed))
    assert weights.sum() == pytest.approx(1)
    assert (weights >= 0).all()


@given(TEXTS.filter(bool), st.integers(0, 9), st.data())
def test_a_larger_prior_weight_makes_a_sentence_no_less_central(
    texts: list[str], seed: int, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(texts) - 1))
    vectors = vectors_of(len(texts), seed)
    prior = [5.0 if n == at else 1.0 for n in range(len(texts))]
    assert centrality(texts, vectors, prior=prior)[at] >= centrality(texts, vectors)[at] - 1e-9


@given(TEXTS.filter(bool), st.integers(0, 9), st.randoms())
def test_the_order_of_the_sentences_does_not_matter(texts: list[str], seed: int, random: object) -> None:
    vectors = vectors_of(len(texts), seed)
    order = list(range(len(texts)))
    random.shuffle(order)  # type: ignore[attr-defined]
    shuffled = centrality([texts[n] for n in order], vectors[order])
    assert shuffled == pytest.approx(centrality(texts, vectors)[order])


def test_the_lead_counts_most_and_each_later_place_less() -> None:
    weights = lead([0, 1, 2, 0])
    assert weights[0] == weights[3] > weights[1] > weights[2] > 0


TOLD = [
    "The ferry ran onto a sandbar on Tuesday with 64 passengers aboard.",
    "Bananas ripen faster in a paper bag.",
    "The passengers of the ferry waited six hours for the tide.",
    "A ferry ran onto a sandbar on Tuesday with 64 passengers on board.",
    "The ferry company will give the 64 passengers their fare back.",
]


def test_what_the_rest_is_about_is_picked_and_nothing_is_told_twice(embedder: SentenceEmbedder) -> None:
    picked = pick(TOLD, embedder.encode(TOLD), most=3)
    assert 1 not in picked
    assert len({0, 3} & set(picked)) == 1
