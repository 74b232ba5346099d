from datetime import date

import pytest

from index.overview import Overview, asked_overview
from index.periods import Period

AS_OF = date(2023, 10, 11)  # a Wednesday
OCTOBER = Period(date(2023, 10, 1), date(2023, 10, 31))
SINCE_MONDAY = Period(date(2023, 10, 9), AS_OF)
THIS_WEEK = Period(date(2023, 10, 4), AS_OF)


@pytest.mark.parametrize(
    ("question", "overview"),
    [
        ("what's new since Monday?", Overview(SINCE_MONDAY, "")),
        ("Whats new since monday", Overview(SINCE_MONDAY, "")),
        ("What is new since Monday, please?", Overview(SINCE_MONDAY, "")),
        ("Hi, what’s new since Monday?", Overview(SINCE_MONDAY, "")),
        ("Since Monday, what's new?", Overview(SINCE_MONDAY, "")),
        ("What's new?", Overview(None, "")),
        ("What's the news?", Overview(None, "")),
        ("Any news?", Overview(None, "")),
        ("Is there anything new?", Overview(None, "")),
        ("latest news", Overview(None, "")),
        ("What are the latest headlines?", Overview(None, "")),
        ("What did I miss?", Overview(None, "")),
        ("What's new lately?", Overview(None, "")),
        ("what happened in October?", Overview(OCTOBER, "")),
        ("What has happened in October 2023?", Overview(OCTOBER, "")),
        ("In October, what happened?", Overview(OCTOBER, "")),
        ("What happened during October?", Overview(OCTOBER, "")),
        ("Can you tell me what happened in October?", Overview(OCTOBER, "")),
        ("Did anything happen in October?", Overview(OCTOBER, "")),
        ("any news this week?", Overview(THIS_WEEK, "")),
        ("This week's news?", Overview(THIS_WEEK, "")),
        ("What was in the news this week?", Overview(THIS_WEEK, "")),
        ("What has been going on this week?", Overview(THIS_WEEK, "")),
        ("What happened this week so far?", Overview(THIS_WEEK, "")),
        ("What happened today?", Overview(Period(AS_OF, AS_OF), "")),
        ("What happened yesterday?", Overview(Period(date(2023, 10, 10), date(2023, 10, 10)), "")),
        ("What was published on 2 October 2023?", Overview(Period(date(2023, 10, 2), date(2023, 10, 2)), "")),
        (
            "Which articles appeared on 2023-10-02?",
            Overview(Period(date(2023, 10, 2), date(2023, 10, 2)), ""),
        ),
        ("Show me the articles from October", Overview(OCTOBER, "")),
        ("List all articles published in October", Overview(OCTOBER, "")),
        ("Could you give me the news of October?", Overview(OCTOBER, "")),
        ("Which stories were published in October?", Overview(OCTOBER, "")),
        ("What happened in the last three days?", Overview(Period(date(2023, 10, 8), AS_OF), "")),
        ("What did I miss over the weekend?", Overview(Period(date(2023, 10, 7), date(2023, 10, 8)), "")),
        ("What happened over the weekend?", Overview(Period(date(2023, 10, 7), date(2023, 10, 8)), "")),
        ("News of the past two weeks?", Overview(Period(date(2023, 9, 27), AS_OF), "")),
        ("What happened in 2022?", Overview(Period(date(2022, 1, 1), date(2022, 12, 31)), "")),
        (
            "What happened between 3 May and 10 May?",
            Overview(Period(date(2023, 5, 3), date(2023, 5, 10)), ""),
        ),
        (
            "what's new about the bridge since last week?",
            Overview(Period(date(2023, 10, 2), AS_OF), "the bridge"),
        ),
        ("What's new since Monday about the bridge?", Overview(SINCE_MONDAY, "the bridge")),
        ("What's new in Port Ellery since Monday?", Overview(SINCE_MONDAY, "Port Ellery")),
        ("Any news about the ferry this week?", Overview(THIS_WEEK, "the ferry")),
        ("Any news on the U.S. budget this week?", Overview(THIS_WEEK, "the U.S. budget")),
        ("Which articles were published about the ferry in October?", Overview(OCTOBER, "the ferry")),
        ("Show me articles about the ferry from October", Overview(OCTOBER, "the ferry")),
    ],
)
def test_an_overview_of_a_period_is_recognized(question: str, overview: Overview) -> None:
    assert asked_overview(question, as_of=AS_OF) == overview


@pytest.mark.parametrize(
    "question",
    [
        "Who won the match on 2 October?",
        "What happened to the ferry in October?",
        "What happened in October to the ferry?",
        "What happened in the court on Friday?",
        "What happened on Friday in the court?",
        "What happened at the harbour since Monday?",
        "What happened with the bridge last week?",
        "What happened when the ferry ran aground on 4 March?",
        "What happened in October that closed the harbour?",
        "What happened in October and who was hurt?",
        "What happened before 3 May?",
        "What happened after the vote in October?",
        "What happened in the October Revolution?",
        "What happened on Black Friday?",
        "What happened on Friday the 13th?",
        "What happened in March Madness?",
        "What happened in the first week of October?",
        "What happened in the last week of the trial?",
        "What happened?",
        "What happened next?",
        "What happened in Port Ellery?",
        "What was published?",
        "What was decided yesterday?",
        "What was reported stolen in October?",
        "What was said about the bridge in October?",
        "What is new about the bridge?",
        "What's new in the budget of 2024?",
        "What's new about the way he was treated since Monday?",
        "What's new about it since Monday?",
        "What's the new price since Monday?",
        "What's the latest on who won on Friday?",
        "What's the news agency that reported it on Friday?",
        "What is the newest ferry called?",
        "Any news about the ferry?",
        "Is there any reason that it closed in October?",
        "How many articles were published in October?",
        "Which article was published on 2 October?",
        "Who wrote the articles published in October?",
        "When was the article about the ferry published?",
        "Why did the news break on Monday?",
        "What news did the mayor give on Friday?",
        "Which news channel was sold in October?",
        "What new ferry came in October?",
        "What did she miss in October?",
        "Did anything happen to him in October?",
        "Which company reported a loss last week?",
        "What took place in Wick on 2 October?",
        "What is on in October?",
        "October",
        "since Monday",
        "new",
        "?",
        "",
    ],
)
def test_a_question_that_merely_contains_a_date_is_none(question: str) -> None:
    assert asked_overview(question, as_of=AS_OF) is None
