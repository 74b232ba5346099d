import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.headline import lead_in

QUESTION = "Which company turned the heating down?"
SENTENCE = "A report claims that the company has turned the heating down."


@pytest.mark.parametrize(
    ("headline", "told"),
    [
        ("Harlan Mills lets its shops go cold", "“Harlan Mills lets its shops go cold”: "),
        (
            "Harlan Mills lets its shops go cold | Wick News Business",
            "“Harlan Mills lets its shops go cold”: ",
        ),
        ("Harlan Mills lets its shops ...", "“Harlan Mills lets its shops …”: "),
        ("Harlan Mills lets its shops go cold!", "“Harlan Mills lets its shops go cold”: "),
        ("Oil price jump hits Wick – Harlan says", "“Oil price jump hits Wick – Harlan says”: "),
        ("0132 article", ""),
        ("Company turned heating down", ""),
        ("Why does Harlan Mills let its shops go cold?", ""),
        ("Harlan Mills " + "and many others " * 6 + "let their shops go cold", ""),
        ("", ""),
    ],
)
def test_a_headline_leads_in_where_it_says_more(headline: str, told: str) -> None:
    assert lead_in(QUESTION, headline, SENTENCE) == told


@given(st.text(max_size=120))
def test_whatever_a_headline_holds_it_stays_within_its_marks(headline: str) -> None:
    lead = lead_in(QUESTION, headline, SENTENCE)
    assert lead == "" or (lead.startswith("“") and lead.endswith("”: ") and lead.count("“") == 1)
