from hypothesis import given
from hypothesis import strategies as st

from index.fuse import reciprocal_rank

RANKINGS = st.lists(st.lists(st.integers(0, 20), max_size=15), max_size=4)


@given(RANKINGS, st.randoms())
def test_the_order_of_the_rankings_does_not_matter(rankings: list[list[int]], random: object) -> None:
    shuffled = list(rankings)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert reciprocal_rank(shuffled) == reciprocal_rank(rankings)


@given(RANKINGS)
def test_every_item_comes_out_once_and_best_first(rankings: list[list[int]]) -> None:
    fused = reciprocal_rank(rankings)
    assert sorted(item for item, _ in fused) == sorted({i for ranking in rankings for i in ranking})
    assert all(a[1] >= b[1] for a, b in zip(fused, fused[1:], strict=False))


def test_two_good_ranks_beat_one_best_rank() -> None:
    assert [item for item, _ in reciprocal_rank([["a", "b"], ["c", "b"]])][0] == "b"
