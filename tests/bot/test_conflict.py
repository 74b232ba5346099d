import pytest

from bot.summary.conflict import conflict
from index.article import Article, Quote

EVENT = "On Friday Ana Ruiz and Otto Brandt of the Wick Bridge Board spoke in Elmsby."


def quote(text: str, *, number: int = 1, event: str = EVENT) -> Quote:
    return Quote(Article(str(number), "Wick bridge", (), None, "", "en", f"{event} {text}", ""), text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The repair of the bridge costs $4.2 million.",
            "Repairing the bridge will cost 5.1 million dollars.",
        ),
        ("The bridge was crossed by 64 lorries.", "Seventy-one lorries crossed the bridge."),
        ("The bridge opens on March 3.", "The opening of the bridge is set for March 10."),
        ("On Tuesdays the bridge is closed at night.", "The bridge is closed on Wednesdays at night."),
    ],
)
def test_another_sum_count_date_or_weekday_is_a_conflict(one: str, other: str) -> None:
    assert conflict("the bridge", quote(one), quote(other, number=2))
    assert conflict("the bridge", quote(other), quote(one, number=2))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The repair of the bridge costs $4.2 million.",
            "Repairing the bridge will cost 4.2 million dollars.",
        ),
        ("The bridge was crossed by 64 lorries.", "Sixty-four lorries crossed the bridge."),
        ("The bridge was crossed by 64 lorries.", "The bridge was crossed by 12 cyclists."),
        ("There is one tree for every 85 residents.", "There were 112 residents at the bridge."),
        ("The bridge took 9 months.", "The bridge took three quarters of a year."),
        ("64 lorries crossed the bridge, 9 lorries did not.", "Nine lorries did not cross the bridge."),
        ("A Category 4 hurricane hit the bridge.", "It is 7 mph short of a Category 5 hurricane."),
        ("The COVID-19 cases rose at the bridge.", "The 12 cases at the bridge are known."),
        ("The bridge is old.", "The bridge is new."),
    ],
)
def test_the_same_value_or_another_thing_is_none(one: str, other: str) -> None:
    assert not conflict("the bridge", quote(one), quote(other, number=2))
    assert not conflict("the bridge", quote(other), quote(one, number=2))


def test_another_event_or_the_same_article_contradicts_nothing() -> None:
    one, other = "The bridge was crossed by 64 lorries.", "The bridge was crossed by 71 lorries."
    elsewhere = "In Tessel Nora Quill and Ida Morrow of the Larch Lane School met Tom Bell."
    assert not conflict("the bridge", quote(one), quote(other, number=2, event=elsewhere))
    assert not conflict("the bridge", quote(one), quote(other))
