import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.wording import Pair, departures, flat

QUOTE = "Ana Ruiz might open the bridge on Friday, and Tom Bell was asked to pay $300 for the rope."


@pytest.mark.parametrize(
    ("departure", "sentence", "harmless"),
    [
        ("opposed", "Ana Ruiz might open the bridge before Friday.", "Ana Ruiz might open the bridge."),
        ("mostly_new", "Wick has a good harbour and a library.", "Ana Ruiz might open a new bridge."),
        ("more_certain", "Ana Ruiz will open the bridge.", "Ana Ruiz may open the bridge."),
    ],
)
def test_a_departure_is_seen_and_a_faithful_wording_is_not_taken_for_one(
    departure: str, sentence: str, harmless: str
) -> None:
    quote = QUOTE.replace("on Friday", "after Friday") if departure == "opposed" else QUOTE
    assert getattr(departures(Pair(sentence, quote)), departure)
    assert not getattr(departures(Pair(harmless, quote)), departure)


def test_the_month_of_may_is_no_hedge() -> None:
    assert not departures(Pair("In 2020 Ana won.", "Ana won in May 2020.")).more_certain


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_can_be_compared(said: str, stands: str) -> None:
    pair = Pair(flat(said), flat(stands))
    if pair.words:
        assert all(0 <= value <= 1 for value in departures(pair).values)


def test_a_sentence_departs_from_itself_in_nothing() -> None:
    assert not any(departures(Pair(QUOTE, QUOTE)).values)
