import math

import pytest

from index.head import PassageReader
from index.protocols import Reading

TITLE = "Bridges of Wick"
TEXT = (
    "The old bridge was built in 1871 by the mason Harlan Pike. Its successor was opened by Mayor Ana Ruiz"
    " in 2019, after Tom Bell had refused to pay for it. It is 90 metres long."
)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Who built the old bridge?", "Harlan Pike"),
        ("In what year was the successor opened?", "2019"),
        ("how long is the new bridge", "90 metres"),
    ],
)
def test_the_reader_finds_the_place_of_the_answer(reader: PassageReader, question: str, answer: str) -> None:
    (reading,) = reader.read(question, [(TEXT, TITLE)])
    _, (first, last) = reading.best(0, len(TEXT))
    assert answer in TEXT[first:last]


@pytest.mark.parametrize(
    ("answered", "twin"),
    [
        ("Who opened the new bridge?", "Who closed the new bridge?"),
        ("In what year was the old bridge built?", "In what year was the old bridge torn down?"),
        ("How long is the bridge?", "How wide is the bridge?"),
    ],
)
def test_a_question_reads_better_than_its_twin_that_is_not_answered(
    reader: PassageReader, answered: str, twin: str
) -> None:
    better, worse = (reader.read(question, [(TEXT, TITLE)])[0] for question in (answered, twin))
    assert better.log_odds > worse.log_odds


def test_readings_come_in_the_order_of_the_texts(reader: PassageReader) -> None:
    texts = [(TEXT, TITLE), ("It rained in Elmsby.", "Weather"), (TEXT * 9, TITLE)]
    together = reader.read("Who built the old bridge?", texts)
    alone = [reader.read("Who built the old bridge?", [text])[0] for text in texts]
    assert [reading.places for reading in together] == [reading.places for reading in alone]
    assert together[0].log_odds > together[1].log_odds


def test_the_best_place_lies_inside_the_stretch() -> None:
    reading = Reading(0.0, ((0, 3), (4, 7), (8, 11)), begins=(9.0, 1.0, 0.0), ends=(9.0, 0.5, 2.0))
    assert reading.best(4, 11) == (3.0, (4, 11))
    assert reading.best(8, 11) == (2.0, (8, 11))
    assert reading.best(20, 30) == (-math.inf, (20, 20))
