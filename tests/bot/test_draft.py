import pytest

from bot.draft import draft, sentences
from bot.llm.scripted import ScriptedModel
from bot.verify import Verifier
from index.article import Article, Evidence, Quote

ARTICLE = Article(
    "a1", "Bridge", (), None, "a.txt", "en", "The mayor opened the bridge. It cost $3 million.", ""
)
EVIDENCE = [
    Evidence(text, (Quote(ARTICLE, text),), 0.9)
    for text in ("The mayor opened the bridge.", "It cost $3 million.")
]


def never(_: str) -> bool:
    return False


def test_each_sentence_is_cited_to_the_quote_that_bears_it_whatever_the_model_cites(
    verifier: Verifier,
) -> None:
    model = ScriptedModel("The mayor opened the bridge [2]. It cost $3 million [7].")
    drafted = list(draft(model, [], EVIDENCE, verifier, max_tokens=80))
    assert [(d.text, [q.text for q in d.quotes]) for d in drafted] == [
        ("The mayor opened the bridge.", ["The mayor opened the bridge."]),
        ("It cost $3 million.", ["It cost $3 million."]),
    ]


def test_an_invented_sentence_carries_no_quote_and_a_reason(verifier: Verifier) -> None:
    (drafted,) = draft(ScriptedModel("It cost $9 million."), [], EVIDENCE, verifier, max_tokens=80)
    assert drafted.quotes == ()
    assert drafted.rejected


def test_thoughts_never_come_out() -> None:
    said = "<think>The mayor? I am not sure. Perhaps.</think>The mayor opened the bridge."
    assert list(sentences(ScriptedModel(said), [], max_tokens=80, lost=never)) == [
        "The mayor opened the bridge."
    ]
    assert (
        list(sentences(ScriptedModel("<think>I never stop. Thinking"), [], max_tokens=80, lost=never)) == []
    )


def test_a_sentence_comes_out_before_the_model_has_finished() -> None:
    model = ScriptedModel("The mayor opened the bridge. It cost $3 million. The end.")
    stream = sentences(model, [], max_tokens=80, lost=never)
    assert next(stream) == "The mayor opened the bridge."
    stream.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "said",
    [
        "The mayor opened the bridge while purple elephants danced around singing merrily under a silver moon. The end.",
        "The mayor opened the bridge with Prince Rupert of Wick and a brass band. The end.",
    ],
)
def test_a_model_that_has_begun_to_invent_is_not_heard_out(verifier: Verifier, said: str) -> None:
    (drafted,) = draft(ScriptedModel(said), [], EVIDENCE, verifier, max_tokens=80)
    assert drafted.rejected
    assert said.startswith(drafted.text)
    assert len(drafted.text.split()) < len(said.split()) - 3
