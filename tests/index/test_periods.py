from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.periods import Period, asked_period, find_period, first_day, spoken_period, without_days

AS_OF = date(2023, 10, 11)  # a Wednesday
MONDAY = date(2023, 10, 9)
SATURDAY = date(2023, 10, 14)


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
        ("What was decided three days ago?", date(2023, 10, 8), date(2023, 10, 8)),
        ("Who resigned this month?", date(2023, 10, 1), AS_OF),
        ("Who resigned this year?", date(2023, 1, 1), AS_OF),
        ("What's new since Monday?", date(2023, 10, 9), AS_OF),
        ("What's new since Wednesday?", date(2023, 10, 4), AS_OF),
        ("What's new since last Friday?", date(2023, 10, 6), AS_OF),
        ("What's new since yesterday?", date(2023, 10, 10), AS_OF),
        ("What's new since last week?", date(2023, 10, 2), AS_OF),
        ("What's new since 3 May?", date(2023, 5, 3), AS_OF),
        ("What's new since the 3rd of May?", date(2023, 5, 3), AS_OF),
        ("What's new since December?", date(2022, 12, 1), AS_OF),
        ("What's new since 2021?", date(2021, 1, 1), AS_OF),
        ("What's new since the weekend?", date(2023, 10, 7), AS_OF),
        ("What happened in the last three days?", date(2023, 10, 8), AS_OF),
        ("What happened in the past two weeks?", date(2023, 9, 27), AS_OF),
        ("What happened over the last 10 days?", date(2023, 10, 1), AS_OF),
        ("What happened in the past 24 hours?", date(2023, 10, 10), AS_OF),
        ("What happened in the last couple of weeks?", date(2023, 9, 27), AS_OF),
        ("What happened in the past month?", date(2023, 9, 11), AS_OF),
        ("What happened in the last week?", date(2023, 10, 4), AS_OF),
        ("What happened over the weekend?", date(2023, 10, 7), date(2023, 10, 8)),
        ("What happened between 3 May and 10 May 2022?", date(2022, 5, 3), date(2022, 5, 10)),
        ("What happened from 28 December to 3 January 2023?", date(2022, 12, 28), date(2023, 1, 3)),
    ],
)
def test_days_named_in_a_question_are_found(question: str, first: date, last: date) -> None:
    assert asked_period(question, as_of=AS_OF) == Period(first, last)


@pytest.mark.parametrize(
    ("question", "as_of", "first", "last"),
    [
        ("What happened on Monday?", MONDAY, MONDAY, MONDAY),
        ("What's new since Monday?", MONDAY, date(2023, 10, 2), MONDAY),
        ("What happened over the weekend?", SATURDAY, SATURDAY, SATURDAY),
        ("What happened last weekend?", SATURDAY, date(2023, 10, 7), date(2023, 10, 8)),
        ("What happened last weekend?", MONDAY, date(2023, 10, 7), date(2023, 10, 8)),
        ("Any news this week?", MONDAY, date(2023, 10, 2), MONDAY),
        ("What's new since 31 December 2030?", MONDAY, date(2030, 12, 31), date(2030, 12, 31)),
    ],
)
def test_a_period_ends_on_the_day_of_the_question(
    question: str, as_of: date, first: date, last: date
) -> None:
    assert asked_period(question, as_of=as_of) == Period(first, last)


@pytest.mark.parametrize(
    "question",
    [
        "What happened recently?",
        "What may happen?",
        "Who are the second 20?",
        "What happened on the last day?",
        "What happened in the last week of the trial?",
        "Who has led since then?",
        "What happened on 31 February?",
    ],
)
def test_a_question_without_days_has_no_period(question: str) -> None:
    assert asked_period(question, as_of=AS_OF) is None


RELATIVE = st.one_of(
    st.sampled_from(
        "today|yesterday|this week|this month|this year|last week|last month|last year|over the weekend"
        "|last weekend|since Monday|since Friday|on Sunday|last Tuesday|since last week|since yesterday"
        "|since last year|in the past fortnight|since the weekend|in the past year".split("|")
    ),
    st.builds(
        "in the {} {} {}".format,
        st.sampled_from(["last", "past"]),
        st.sampled_from(["2", "three", "ten", "24", "few", "several", "999"]),
        st.sampled_from(["hours", "days", "weeks", "months", "years"]),
    ),
)


@given(RELATIVE, st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_what_counts_back_from_a_day_never_reaches_past_it(words: str, as_of: date) -> None:
    question = f"What happened {words}?"
    asked = find_period(question, as_of=as_of)
    assert asked is not None
    assert asked.period.first <= asked.period.last <= as_of
    assert words.endswith(question[asked.start : asked.end])


@given(st.text(alphabet="0123456789 -", max_size=12), st.sampled_from(["since", "in", "on", "from", "last"]))
def test_whatever_is_asked_a_period_begins_before_it_ends(number: str, word: str) -> None:
    for question in (f"what {word} {number} May {number}", f"between {number} May and 3 June {number}"):
        period = asked_period(question, as_of=AS_OF)
        assert period is None or period.first <= period.last


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (Period(AS_OF, AS_OF), "on 11 October 2023"),
        (Period(date(2024, 2, 1), date(2024, 2, 29)), "in February 2024"),
        (Period(date(2024, 1, 1), date(2024, 12, 31)), "in 2024"),
        (Period(date(2023, 12, 30), date(2024, 1, 2)), "from 30 December 2023 to 2 January 2024"),
    ],
)
def test_a_period_is_told_as_readers_write_it(period: Period, words: str) -> None:
    assert spoken_period(period) == words


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


def test_a_topic_without_its_days_is_the_topic_alone() -> None:
    assert without_days("the ferry last week") == "the ferry"
    assert without_days("latest news on the bridge since Monday") == "news on the bridge"
