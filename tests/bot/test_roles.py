import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.roles import exchanged, misattached, replaced

GAME = "The Aces held off the Storm 97-92 in Wick, where Ana Ruiz scored 31 points and Tom Bell 42."


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        ("The Storm held off the Aces 97-92 in Wick.", GAME),
        ("Petro called him to congratulate him.", "He called Petro to congratulate him on his victory."),
        (
            "The jury of four women and eight men sat for a week.",
            "The jury of eight women and four men sat for a week, and then agreed.",
        ),
        (
            "Wick is replacing its school grants with bus loans.",
            "Wick is replacing its bus loans with school grants, the town said.",
        ),
    ],
)
def test_parts_in_each_others_place_are_seen(said: str, stands: str) -> None:
    assert exchanged(said, stands)


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        ("The Aces held off the Storm 97-92 in Wick.", GAME),
        ("In Wick, the Aces held off the Storm 97-92.", GAME),
        ("The Storm were held off 97-92 by the Aces in Wick.", GAME),
        ("On Friday Ana Ruiz opened the bridge.", "Ana Ruiz opened the bridge on Friday."),
        ("Ana Ruiz of Wick spoke.", "Wick's Ana Ruiz spoke."),
    ],
)
def test_another_order_of_the_same_roles_is_no_exchange(said: str, stands: str) -> None:
    assert not exchanged(said, stands)


def test_a_number_or_name_in_anothers_place_is_seen() -> None:
    assert replaced("Ana Ruiz scored 42 points.", GAME)
    assert replaced(
        "The tower opened in 1972.", "The tower was begun in 1972 and opened in 1980 with a fair."
    )
    assert not replaced("Ana Ruiz scored 31 points.", GAME)
    assert not replaced("The tower opened in 1980.", "The tower was begun in 1972 and opened in 1980.")


def test_a_number_that_belongs_to_something_else_in_the_quote_is_seen() -> None:
    quote = "Sales fell by 3% in rainy Wick and grew by 7% in sunny Elmsby."
    assert misattached("Sales fell by 7% in rainy Wick.", quote)
    assert not misattached("Sales fell by 3% in rainy Wick.", quote)
    quote = "The auction was begun by Ana Ruiz in 2000. Since 2003, Tom Bell has managed it."
    assert misattached("Tom Bell has managed the auction since 2000.", quote)
    assert not misattached("Tom Bell has managed the auction since 2003.", quote)


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_can_be_laid_along_each_other(said: str, stands: str) -> None:
    exchanged(said, stands)
    replaced(said, stands)
    misattached(said, stands)


@given(st.lists(st.sampled_from("Ana Tom Wick 12 97 held off scored and he it the by".split()), max_size=9))
def test_a_text_never_confounds_itself(words: list[str]) -> None:
    text = " ".join(words)
    assert not exchanged(text, text)
    assert not replaced(text, text)
    assert not misattached(text, text)
