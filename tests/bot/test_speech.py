import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catchup.speech import (
    addressee,
    announces,
    asks,
    assents,
    decides,
    dissents,
    names_person,
    proposes,
    says_something,
    sentences,
)


@pytest.mark.parametrize(
    "text",
    [
        "lol",
        "ok",
        "👍",
        "+1",
        "thanks!!",
        "*Tom joined the channel*",
        "brb",
        "ffffffff",
        "good night all",
        "haha yes",
        "",
    ],
)
def test_small_talk_says_nothing(text: str) -> None:
    assert not says_something(text)


@pytest.mark.parametrize(
    "text", ["The tent costs 280 euros", "https://example.org/a", "Where is it kept?", "June 14 is perfect"]
)
def test_what_tells_or_asks_says_something(text: str) -> None:
    assert says_something(text)


@pytest.mark.parametrize(
    "sentence",
    [
        "Who has the key?",
        "can anyone open the door",
        "who's doing the cake",
        "btw when is the meeting",
        "The key is where?",
    ],
)
def test_questions_ask_with_and_without_their_mark(sentence: str) -> None:
    assert asks(sentence)


@pytest.mark.parametrize(
    "sentence", ["how are you?", "really?", "?", "what?", "https://example.org/?q=1", "I asked him."]
)
def test_talking_for_its_own_sake_asks_nothing(sentence: str) -> None:
    assert not asks(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "We decided to move the release to Friday.",
        "OK, decided: we meet at noon.",
        "We’ll go with the blue one.",
        "saturday 8pm it is",
        "OK it's June 14 then.",
        "The concert has been cancelled and the hall is cancelled too.",
        "No slide this year.",
        "We move the release to Friday.",
    ],
)
def test_decisions_are_known_by_their_words(sentence: str) -> None:
    assert decides(sentence) > 0


@pytest.mark.parametrize(
    "sentence",
    [
        "We have not decided yet.",
        "Maybe we'll go with the blue one.",
        "Have we decided?",
        "We'll go if it is dry.",
        "We need to decide on a date.",
        "They haven't agreed on anything, it's not settled.",
        "The tent was blue.",
    ],
)
def test_doubts_conditions_and_questions_decide_nothing(sentence: str) -> None:
    assert decides(sentence) == 0


def test_proposals_assent_and_dissent() -> None:
    assert proposes("Let's move it to Friday.")
    assert not proposes("It was on Friday.")
    assert all(map(assents, ["+1", "Works for me", "yes, rent it", "Agreed. No veto.", "👍"]))
    assert all(map(dissents, ["no", "I don’t like that.", "-1", "Not yet"]))
    assert not any(map(dissents, ["no, good", "no problem", "yes"]))


def test_the_plainer_a_date_the_more_it_announces() -> None:
    assert (
        announces("Pick up is Friday at 16:00.")
        > announces("Pick up is on Friday.")
        > announces("I'll bring it.")
        > 0
    )
    assert (
        announces("It was on Friday at 16:00.")
        == announces("Is it on Friday?")
        == announces("It is blue.")
        == 0
    )


def test_a_message_names_a_person_by_either_name_and_not_by_a_part_of_a_word() -> None:
    assert names_person("I can swap with you tom", "Tom Beck")
    assert not names_person("tomorrow then", "Tom Beck")
    assert not names_person("tomorrow then", " ")


def test_a_message_speaks_to_whom_it_names_and_the_longest_name_counts() -> None:
    authors = ["Tom Beck", "Tom", "Omar"]
    assert addressee("@Omar can you come?", authors) == "Omar"
    assert addressee("@Tom Beck please", authors) == "Tom Beck"
    assert addressee("We need him. Omar, do you know?", authors) == "Omar"
    assert addressee("Omar said so", authors) == addressee("all of you", authors) == ""


@given(st.text(max_size=80), st.text(max_size=20))
def test_any_text_can_be_judged(text: str, name: str) -> None:
    for one in [text, *sentences(text)]:
        (
            says_something(one),
            asks(one),
            decides(one),
            proposes(one),
            announces(one),
            assents(one),
            dissents(one),
        )
    addressee(text, {name})
