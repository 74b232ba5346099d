from datetime import date, timedelta

import pytest

from index.dates import asks_for_news, freshness, parse_date, spoken

AS_OF = date(2023, 10, 11)  # a Wednesday


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Mon. Oct 2nd, 2023", date(2023, 10, 2)),
        ("2 October 2023", date(2023, 10, 2)),
        ("2023-10-02T08:00:00+02:00", date(2023, 10, 2)),
        ("26-FEB-1987 15:01:01.79", date(1987, 2, 26)),
        ("Carlos Hernandez", None),
        ("October 2023", None),
        ("The 2023 budget was passed on Monday after a debate that lasted until 2 in the morning", None),
    ],
)
def test_a_line_is_a_date_only_when_it_names_a_day(line: str, day: date | None) -> None:
    assert parse_date(line) == day


def test_days_are_written_as_readers_write_them() -> None:
    assert spoken(date(2023, 10, 2)) == "2 October 2023"


def test_an_article_is_fresh_for_a_week_and_stale_after_three() -> None:
    ages = [freshness(AS_OF - timedelta(days=days), as_of=AS_OF) for days in (0, 7, 14, 21, 400)]
    assert ages == [1.0, 1.0, 0.5, 0.0, 0.0]
    assert freshness(None, as_of=AS_OF) == 0.0


def test_questions_about_these_days_are_told_from_others() -> None:
    assert asks_for_news("Which minister resigned this week?")
    assert asks_for_news("What was recently banned?")
    assert not asks_for_news("Who built the bridge?")
