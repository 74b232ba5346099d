import pytest

from index.asked import asked_thing, asks_for_more, may_answer
from index.words import confuses_names, demonym, names, numbers


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1,240 of 1240", {"1240"}),
        ("seventy-five people, twice", {"75", "2"}),
        ("$3.5 million", {"3500000"}),
        ("two hundred at 5:30", {"200", "5:30"}),
        ("one day, the first", set()),
        ("an eleven-year lease, the sixth-straight month", {"11", "6"}),
        ("twenty-one days, a three-million-dollar house", {"21", "3000000"}),
        ("a second-hand car, a third-party claim, three-quarters, two-sevenths", set()),
    ],
)
def test_numbers_in_words_and_figures_are_one(text: str, found: set[str]) -> None:
    assert numbers(text) == found


def test_names_are_capitalized_words_that_are_not_small_words() -> None:
    assert names("Where did Ana meet Li Wei? The U.S. said no.") == ["Ana", "Li", "Wei", "U.S"]


@pytest.mark.parametrize(
    ("question", "sentence", "fits"),
    [
        ("How much did the roof cost?", "The roof is new.", False),
        ("How much did the roof cost?", "The work came to $386,000.", True),
        ("How many people came?", "Many people came.", False),
        ("How many people came?", "Twenty people came.", True),
        ("What year was it built?", "It was built in 1987.", True),
        ("What year was it built?", "It was built by hand.", False),
        ("When did it open?", "It opened on Friday.", True),
        ("Why did it open?", "Because.", True),
        ("Who opened it?", "A guest opened it.", False),
        ("Who opened it?", "Ruiz opened it.", True),
        ("What is the name of Ana's cider?", "Ana came second.", False),
        ("Which island nation lost its leader?", "The island has lost its leader.", False),
        ("Which island nation lost its leader?", "The leader of Norlanda has fled.", True),
        ("What did the company say?", "It said nothing.", True),
        ("What happened to actor Bruce Lind?", "He stopped because of his eyes.", True),
        ("What prompted officials to close the school?", "They closed it after a leak.", True),
        ("What company policy changed?", "Its staff must return.", True),
    ],
)
def test_a_sentence_without_the_kind_of_thing_asked_for_does_not_answer(
    question: str, sentence: str, fits: bool
) -> None:
    assert may_answer(question, sentence) is fits


def test_namesakes_are_told_apart() -> None:
    assert confuses_names("Who leads South Korea?", "North Korean leader Kim came.")
    assert not confuses_names("Who leads North Korea?", "North Korean leader Kim came.")
    assert not confuses_names("Who leads South Korea?", "Kim came to Wick.")


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("What gift did Kim give?", "gift"),
        ("What kind of dumplings were served?", "dumpl"),
        ("Which rocket launch site was shown?", "site"),
        ("Which country won?", None),
        ("What did he say?", None),
        ("Who came?", None),
    ],
)
def test_the_thing_asked_for_by_name_is_found(question: str, thing: str | None) -> None:
    assert asked_thing(question) == thing


@pytest.mark.parametrize(
    ("question", "more"),
    [
        ("Who opened the bridge?", True),
        ("It was opened this week. Who did it?", True),
        ("Was the bridge opened?", False),
        ("Isn't the bridge open?", False),
        ("Who opened the bridge? And was it closed again?", False),
        ("Which of the two won, Ann or Bo?", False),
        ("bridge of wick opened", False),
    ],
)
def test_some_questions_hold_their_answer_already(question: str, more: bool) -> None:
    assert asks_for_more(question) is more


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("bulgaria", "bulgarian", True),
        ("egyptian", "egypt", True),
        ("israel", "israeli", True),
        ("niger", "nigerian", False),
        ("steve", "steven", False),
        ("john", "johnson", False),
    ],
)
def test_a_place_and_its_people_share_a_name(a: str, b: str, same: bool) -> None:
    assert demonym(a, b) is same
