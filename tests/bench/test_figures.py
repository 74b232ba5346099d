import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.checker import supported
from bench.figures import Outcome, figures, interval, mean, paired, risk_coverage
from bench.judge import holds, is_refusal, is_short, token_f1
from bench.sets import QuestionRow
from bench.splits import half_by_id, half_of, split_of
from bench.summaries import Row, Summary, text_rank
from bench.summaries import outcome as outcome_of
from index.article import Article
from index.words import content_stems


def outcome(
    number: int,
    *,
    right: bool = True,
    system: str = "footnote",
    confidence: float = 0.5,
    answerable: bool = True,
) -> Outcome:
    return Outcome("s", system, str(number), {"right if answered": float(right)}, confidence, answerable)


def test_a_figure_carries_its_interval_and_how_many_questions_it_rests_on() -> None:
    (figure,) = figures([outcome(n, right=n % 4 != 0) for n in range(80)])
    assert (figure.value, figure.n) == (0.75, 80)
    assert 0.6 < figure.low < 0.75 < figure.high < 0.9


def test_questions_are_paired_by_their_ids_whatever_their_order() -> None:
    before = [outcome(n, right=False, system="naive") for n in range(20)]
    after = [outcome(n, right=n < 10) for n in reversed(range(20))]
    gain = paired(before, after, "right if answered")
    assert gain is not None
    assert gain.value == 0.5
    assert gain.low > 0.2
    assert paired(before, [outcome(99)], "right if answered") is None


def test_confidence_that_tells_answerable_questions_apart_has_an_auroc_of_one() -> None:
    rows = [outcome(n, confidence=0.9) for n in range(5)]
    rows += [outcome(n + 5, confidence=0.1, answerable=False) for n in range(5)]
    by_name = {figure.name: figure.value for figure in figures(rows)}
    assert by_name["AUROC answerable"] == 1.0


def test_risk_grows_as_less_sure_answers_are_let_through() -> None:
    rows = [outcome(1, confidence=0.9), outcome(2, right=False, confidence=0.2), outcome(3, confidence=0.8)]
    assert risk_coverage(rows) == [(1 / 3, 0), (2 / 3, 0), (1, 1 / 3)]


@settings(max_examples=10, deadline=None)  # each example draws thousands of samples
@given(st.lists(st.floats(0, 1), min_size=2, max_size=30))
def test_an_interval_lies_within_what_was_measured(values: list[float]) -> None:
    low, high = interval(mean, values)
    assert min(values) - 1e-9 <= low <= high <= max(values) + 1e-9


def test_what_was_not_asked_of_a_question_does_not_count() -> None:
    rows = [Outcome("s", "x", str(n), {"m": value}) for n, value in enumerate((1.0, math.nan, 0.0))]
    (figure,) = figures(rows)
    assert (figure.value, figure.n) == (0.5, 2)


@pytest.mark.parametrize(
    ("text", "answers", "right"),
    [
        ("It cost $1,500 in all.", ["1500"], True),
        ("It went for $12,600,000.", ["12.6 million"], True),
        ("The Queen opened it.", ["the queen"], True),
        ("It cost 15 dollars.", ["5"], False),
        ("", ["x"], False),
        ("Anything", [""], False),
    ],
)
def test_a_gold_answer_must_stand_in_whole_words(text: str, answers: list[str], right: bool) -> None:
    assert holds(text, answers) is right


def test_dumping_the_passage_is_no_short_answer() -> None:
    assert is_short("One sentence. And two.", 3)
    assert not is_short("One. Two sentences. Three sentences.", 1)
    assert not is_short("word " * 41, 1)
    assert not is_short("Fine.", 4)


def test_other_measures_of_answers() -> None:
    assert token_f1("the red house", ["red house"]) == 1.0
    assert token_f1("blue", ["red"]) == 0.0
    assert is_refusal("I could not find this in the articles.")
    assert not is_refusal("Forty-two.")


def test_the_second_checker_wants_every_figure_and_most_words() -> None:
    quote = "The new bridge of Wick cost $4.5 million, the mayor said on Friday."
    assert supported("The bridge of Wick cost $4.5 million.", [quote])
    assert not supported("The bridge of Wick cost $5.4 million.", [quote])
    assert not supported("The tunnel under Harlow opened without delay.", [quote])


@given(st.text(min_size=1, max_size=20), st.text(max_size=20))
def test_all_questions_of_a_document_stand_on_one_side(document: str, question: str) -> None:
    row = QuestionRow("1", document, question, (), answerable=True)
    other = QuestionRow("2", document, "another", (), answerable=False)
    assert split_of(row) == split_of(other)


def test_the_halves_of_the_news_questions_do_not_overlap_and_lose_none() -> None:
    rows = list(range(7))
    assert [*half_of(rows, "choose"), *half_of(rows, "report")] == rows


def test_text_rank_prefers_sentences_that_share_words_with_many() -> None:
    sentences = [
        "The ferry struck a sandbar near the island.",
        "The tide lifted the ferry off the sandbar.",
        "Pears ripen early.",
        "The island waits for the ferry and the tide.",
    ]
    assert 2 not in text_rank(sentences, content_stems, most=3)
    assert text_rank(sentences, content_stems, most=9) == [0, 1, 2, 3]


def test_a_summary_is_scored_by_rouge_and_by_what_its_quotes_bear_out() -> None:
    article = Article("1", "T", (), None, "", "en", "", "")
    row = Row(article, "The ferry struck a sandbar near the island")
    told = Summary(
        (("The ferry struck a sandbar near the island", ("The ferry struck a sandbar near the island",)),)
    )
    metrics = outcome_of(row, "x", told).metrics
    assert metrics["ROUGE-1"] == metrics["ROUGE-L"] == pytest.approx(1)
    assert (metrics["supported sentences"], metrics["median words"]) == (1, 8)
    false = Summary((("Nine passengers drowned", ("The ferry struck a sandbar near the island",)),))
    assert outcome_of(row, "x", false).metrics["supported sentences"] == 0
    assert outcome_of(row, "x", Summary(())).metrics["ROUGE-1"] == 0


def test_a_row_without_splits_is_in_one_half_for_good() -> None:
    halves = [half_by_id(str(n)) for n in range(200)]
    assert halves == [half_by_id(str(n)) for n in range(200)]
    assert 70 < halves.count("choose") < 130
