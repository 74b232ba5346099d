from datetime import date, timedelta

import pytest

from index.dates import Period, asked_period, asks_for_news, first_day, freshness, parse_date, spoken

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


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("What happened on 2 October 2023?", date(2023, 10, 2), date(2023, 10, 2)),
        ("What happened on the 2nd of October?", date(2023, 10, 2), date(2023, 10, 2)),
        ("What happened in October?", date(2023, 10, 1), date(2023, 10, 31)),
        ("What happened in November?", date(2022, 11, 1), date(2022, 11, 30)),
        ("Who resigned in 2022?", date(2022, 1, 1), date(2022, 12, 31)),
        ("What did he say last week?", date(2023, 10, 2), date(2023, 10, 8)),
        ("Who resigned this week?", date(2023, 10, 4), date(2023, 10, 11)),
        ("What did he say on Monday?", date(2023, 10, 9), date(2023, 10, 9)),
        ("What was decided yesterday?", date(2023, 10, 10), date(2023, 10, 10)),
    ],
)
def test_days_named_in_a_question_are_found(question: str, first: date, last: date) -> None:
    assert asked_period(question, as_of=AS_OF) == Period(first, last)


@pytest.mark.parametrize(
    "question", ["What happened recently?", "What may happen?", "Who are the second 20?"]
)
def test_a_question_without_days_has_no_period(question: str) -> None:
    assert asked_period(question, as_of=AS_OF) is None


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


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2023-09-01", date(2023, 9, 1)),
        ("3 October 2023", date(2023, 10, 3)),
        ("last week", AS_OF - timedelta(days=AS_OF.weekday() + 7)),
        ("2021", date(2021, 1, 1)),
        ("yesterday", AS_OF - timedelta(days=1)),
        ("3 days ago", AS_OF - timedelta(days=3)),
        ("the pear", None),
    ],
)
def test_the_day_that_a_stretch_of_time_begins_with(words: str, day: date | None) -> None:
    assert first_day(words, as_of=AS_OF) == day
