from datetime import date

from bot.batch import read_questions
from bot.dialogue import Cited, GivenPassage, Question, Turn
from bot.errors import UserError

TODAY = date(2025, 6, 1)


def test_plain_lines_and_objects_are_questions_and_bad_lines_are_named() -> None:
    lines = [
        "Who came?",
        "",
        '{"question": "Who left?", "asked": "2024-05-02", "passages": ["Ana left.", {"title": "T", "text": "Bo left."}]}',
        '{"question": "And why?", "history": [{"speaker": "user", "text": "Who left?"}, {"speaker": "agent", "text": "Ana."}]}',
        '{"question": ""}',
        "{broken",
    ]
    first, second, third, *bad = read_questions(lines, today=TODAY)
    assert first == Question("Who came?", TODAY)
    assert isinstance(second, Question)
    assert second.asked == date(2024, 5, 2)
    assert second.passages == (GivenPassage("passage 1", "Ana left."), GivenPassage("T", "Bo left."))
    assert isinstance(third, Question)
    assert third.history == (Turn("Who left?", "Ana."),)
    assert all(isinstance(error, UserError) for error in bad)
    assert [str(error)[:6] for error in bad] == ["line 5", "line 6"]


def test_an_answer_object_may_stand_in_a_history_with_what_it_cited() -> None:
    answer = '{"question": "Who left?", "answer": "Ana. [1]", "sources": [{"article_id": "a1", "quote": "Ana left."}]}'
    (read,) = read_questions([f'{{"question": "Why?", "history": [{answer}]}}'], today=TODAY)
    assert isinstance(read, Question)
    assert read.history == (Turn("Who left?", "Ana. [1]", (Cited("a1", "Ana left."),)),)
