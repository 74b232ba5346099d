import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catchup.chatlog import Message, parse, plain, since
from bot.errors import UserError

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
ROWS = st.fixed_dictionaries(
    {
        "author": st.text(min_size=1),
        "time": st.integers(0, 4_000_000_000),
        "text": st.text(),
    }
)


def line(text: str = "Hello", time: object = "2025-03-04T09:12", **more: object) -> str:
    return json.dumps({"author": "Ana", "time": time, "text": text} | more)


@given(st.lists(ROWS))
def test_every_good_line_is_a_message_with_its_number_and_they_stand_by_time(
    rows: list[dict[str, object]],
) -> None:
    log = parse([json.dumps(row) for row in rows], name="log")
    assert not log.problems
    assert {m.n for m in log.messages} == set(range(1, len(rows) + 1))
    assert [m.time.timestamp() for m in log.messages] == sorted(row["time"] for row in rows)
    for message in log.messages:
        assert message.time.timestamp() == rows[message.n - 1]["time"]


@given(st.lists(st.text() | JSON.map(json.dumps) | st.text().map(line), max_size=8))
def test_whatever_the_lines_each_is_a_message_or_reported(lines: list[str]) -> None:
    lines = ["\n".join(one.splitlines()) for one in lines]
    log = parse([line("first"), *lines], name="log")
    said = [one for one in lines if one.strip()]
    assert len(log.messages) + len(log.problems) == 1 + len(said)
    for problem in log.problems:
        assert lines[int(problem.split()[1]) - 2].strip()


@given(st.text())
def test_no_control_character_is_left_and_visible_words_stay(text: str) -> None:
    shown = plain(text)
    assert not any((ord(c) < 32 and c != "\n") or 0x7F <= ord(c) < 0xA0 for c in shown)
    assert plain(shown) == shown
    if text.isascii() and text.isprintable():
        assert shown == " ".join(text.split())


@pytest.mark.parametrize(
    ("harmful", "harmless"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07said", "said"),
        ("\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\", "click"),
        ("a\x9b2Jb", "ab"),
        ("pay \u202e001 now", "pay 001 now"),
        ("one\r\ntwo\x00", "one\ntwo"),
    ],
)
def test_what_a_terminal_would_obey_is_taken_out_whole(harmful: str, harmless: str) -> None:
    assert plain(harmful) == harmless
    assert parse([line(harmful, author=f"{harmful}!")], name="log").messages[0].text == harmless


@pytest.mark.parametrize(
    "time",
    ["2025-03-04T09:12:00Z", "2025-03-04T10:12:00+01:00", 1741079520, 1741079520.0, "1741079520.000200"],
)
def test_a_time_is_iso_with_a_zone_or_seconds(time: object) -> None:
    (message,) = parse([line(time=time)], name="log").messages
    assert abs(message.time - datetime(2025, 3, 4, 9, 12, tzinfo=UTC)) < timedelta(seconds=1)


def test_a_time_without_zone_is_shown_as_it_was_written() -> None:
    (message,) = parse([line(time="2025-07-04 09:12")], name="log").messages
    assert f"{message.time:%Y-%m-%d %H:%M}" == "2025-07-04 09:12"
    assert message.time.tzinfo is not None


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        ("nonsense", "no JSON"),
        ("[1, 2]", "no object"),
        (json.dumps({"author": "Ana", "time": 1}), "`text` is missing"),
        (json.dumps({"author": 7, "time": 1, "text": "x"}), "`author` is no text"),
        (line(time=None), "`time` is missing"),
        (line(time="soon"), "'soon' is neither ISO 8601 nor Unix seconds"),
        (line(time=1741079520000), "neither ISO 8601 nor Unix seconds"),
        ('{"author": "Ana", "text": "x", "time": NaN}', "neither ISO 8601 nor Unix seconds"),
        ("[" * 100_000, "line 2"),
    ],
)
def test_a_bad_line_is_named_with_the_fix_and_the_rest_is_used(bad: str, says: str) -> None:
    log = parse([line(), bad, "", line("again")], name="log")
    assert [m.n for m in log.messages] == [1, 4]
    (problem,) = log.problems
    assert problem.startswith("line 2 is no message")
    assert says in problem
    assert '{"author": "Ana"' in problem
    with pytest.raises(UserError, match="log is no chat log: line 1"):
        parse([bad], name="log")


def test_an_empty_log_has_no_messages_and_is_no_error() -> None:
    assert parse([], name="log").messages == parse(["", " "], name="log").messages == ()


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        ("2 hours", [4]),
        ("today", [3, 4]),
        ("yesterday", [2, 3, 4]),
        ("2025-03-01", [1, 2, 3, 4]),
        ("14:30", [4]),
    ],
)
def test_the_log_is_limited_to_what_came_since(asked: str, left: list[int]) -> None:
    times = ["2025-03-01T00:00", "2025-03-03T00:10", "2025-03-04T08:00", "2025-03-04T14:30"]
    log = parse([line(time=time) for time in times], name="log")
    kept = since(log.messages, asked, now=datetime(2025, 3, 4, 15, 30))
    assert [m.n for m in kept] == left


def test_words_that_name_no_time_are_refused_with_examples() -> None:
    with pytest.raises(UserError, match="“blorp” is no time; write one like “2 hours”"):
        since([], "blorp", now=datetime(2025, 3, 4))


def test_an_address_is_kept_and_is_one_word() -> None:
    (message,) = parse([line(url="https://chat.example.org/1\x1b[2J 2")], name="log").messages
    assert message == Message(1, "Ana", message.time, "Hello", "https://chat.example.org/12")
