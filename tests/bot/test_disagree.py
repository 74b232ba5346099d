import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.disagree import disagree, keeps, rival
from index.article import Article, Evidence, Quote

STORM = (
    "The storm over Wick tore the roof off the Corn Hall, said Mayor Ana Ruiz. It hurt {} people on Friday."
)


def _told(title: str, text: str, *sentences: str, score: float) -> list[Evidence]:
    article = Article(title, title, (), None, title, "en", text, "")
    return [Evidence(sentence, (Quote(article, sentence),), score) for sentence in sentences]


@pytest.mark.parametrize(
    ("other", "contradicts"),
    [
        (STORM.format("nine"), True),
        (STORM.format("four"), False),
        ("A storm hit Elmsby in June, said Tom Bell of the Met Office. It hurt nine people.", False),
    ],
)
def test_another_article_on_the_same_event_contradicts_if_it_tells_the_fact_otherwise(
    other: str, contradicts: bool
) -> None:
    best = _told("Storm in Wick", STORM.format("four"), "It hurt four people on Friday.", score=0.8)
    rest = _told("After the storm", other, other.partition(". ")[2], score=0.3)
    assert (
        rival("How many people were hurt in the storm in Wick?", [*best, *rest]) is not None
    ) == contradicts


def test_an_article_that_also_tells_the_same_does_not_contradict() -> None:
    text = STORM.format("four") + " Nine people were hurt in the storm of 1990."
    best = _told("Storm in Wick", STORM.format("four"), "It hurt four people on Friday.", score=0.8)
    rest = _told(
        "After the storm",
        text,
        "Nine people were hurt in the storm of 1990.",
        "It hurt four people.",
        score=0.3,
    )
    assert rival("How many people were hurt in the storm in Wick?", [*best, *rest]) is None


def test_what_was_merged_with_the_best_evidence_may_contradict_it() -> None:
    first = _told("Storm in Wick", STORM.format("four"), "It hurt four people on Friday.", score=0.8)[0]
    second = _told("After the storm", STORM.format("nine"), "It hurt nine people on Friday.", score=0.8)[0]
    merged = Evidence(first.text, first.quotes + second.quotes, first.score)
    found = rival("How many people were hurt in the storm in Wick?", [merged])
    assert found is not None
    assert found.quotes == second.quotes


@pytest.mark.parametrize(
    ("question", "a", "b"),
    [
        ("How much did the roof cost?", "It cost $31,000.", "The roof came to 34,000 dollars."),
        (
            "How many people came?",
            "Some 210 people came in two buses.",
            "Two hundred and twenty people came.",
        ),
        ("When does the library close?", "It closes on April 21.", "The doors shut on the 28th of April."),
        ("At what time did it sail?", "It sailed at 4:40 p.m. from Wick.", "The boat left at 15:10."),
        ("On which day did they meet?", "They met on Wednesday.", "They sat down on Tuesday."),
        ("What was the result of the vote?", "It passed by seven to two.", "The vote went 5-4 in favour."),
        ("Who wrote the tune?", "The tune was written by Odette Marsh.", "It is by Clementine Rusk."),
        ("Was anybody hurt?", "Nobody was hurt.", "Two passengers were hurt."),
        (
            "Was Ana at the meeting?",
            "Ana was at the meeting, and questions were not asked.",
            "Ana was not at the meeting, it seems.",
        ),
        ("How long did the work take?", "The work took 14 months.", "They were at it for 20 months."),
        (
            "How many of the beams are rotten?",
            "Four of the twelve beams are.",
            "Six of the twelve beams are.",
        ),
    ],
)
def test_the_asked_fact_told_in_two_ways_is_a_contradiction(question: str, a: str, b: str) -> None:
    assert disagree(question, a, b)
    assert disagree(question, b, a)


@pytest.mark.parametrize(
    ("question", "a", "b"),
    [
        ("How much did the roof cost?", "It cost $31,000.", "It took 31,000 dollars, after $20,000 in 2019."),
        ("How many people came?", "Some 210 people came.", "Two hundred and ten people came in two buses."),
        ("When does the library close?", "It closes on April 21.", "The doors shut on the 21st of April."),
        ("At what time did it sail?", "It sailed at 10:55 p.m.", "The boat left at 22:55."),
        ("Who wrote the tune?", "Odette Marsh wrote the tune.", "On Monday Odette Marsh played it."),
        ("Was anybody hurt?", "Nobody was hurt.", "No one was hurt in the crash."),
        (
            "How long was it shut?",
            "It was shut for nine months.",
            "It was shut for three quarters of a year.",
        ),
        ("How much do cars pay?", "It is $4.75 a car.", "A car pays four dollars and seventy-five cents."),
        ("How long did they wait?", "They waited five hours and ten minutes.", "They sat for 310 minutes."),
        ("How many beams broke?", "Two beams broke.", "A pair of beams broke."),
        (
            "How many people were saved?",
            "Nine people were saved at 5:25 p.m. on Friday.",
            "They were saved by 6:10 p.m., three quarters of an hour later.",
        ),
        ("Why did it close?", "It closed because of rot.", "Rot was the reason."),
    ],
)
def test_the_same_fact_in_other_words_is_none(question: str, a: str, b: str) -> None:
    assert not disagree(question, a, b)


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_sentence_never_contradicts_itself(question: str, sentence: str) -> None:
    assert not disagree(question, sentence, sentence)


def test_what_is_left_of_a_sentence_keeps_all_of_its_answer_or_not() -> None:
    sentence = "It opened with six of the twelve lamps lit, and nobody was hurt."
    assert keeps("How many lamps were lit?", sentence, "six of the twelve lamps lit")
    assert not keeps("How many lamps were lit?", sentence, "It opened with the lamps lit")
    assert keeps("Was anybody hurt?", sentence, "nobody was hurt")
