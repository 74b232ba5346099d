from index.article import Article, Passage
from index.embed import SentenceEmbedder
from index.topic import on_topic


def passage(title: str, text: str) -> Passage:
    return Passage(Article(title, title, (), None, "", "en", text, ""), text, 1.0)


ETNA = passage(
    "Mount Etna erupts", "Mount Etna erupted on Thursday, and lava spewed from the volcano in Sicily."
)
FLOOD = passage("Floods in Pakistan", "Floods have covered a third of Pakistan after weeks of heavy rain.")


def test_passages_on_the_topic_are_kept_in_their_order(embedder: SentenceEmbedder) -> None:
    assert on_topic("the eruption of Mount Etna", [FLOOD, ETNA], embedder) == [ETNA]
    assert on_topic("floods in Pakistan", [FLOOD, ETNA], embedder) == [FLOOD]


def test_a_name_is_known_in_whatever_form_it_stands(embedder: SentenceEmbedder) -> None:
    # The stem of Sedge is "sedg".
    meters = passage("Meters of Sedge Hollow", "The water meters of Sedge Hollow counted too much.")
    assert on_topic("the meters of Sedge Hollow", [FLOOD, meters], embedder) == [meters]


def test_when_something_happened_is_no_part_of_the_topic(embedder: SentenceEmbedder) -> None:
    assert on_topic("Mount Etna last week", [FLOOD, ETNA], embedder) == [ETNA]
    assert on_topic("the latest on Mount Etna in March 2017", [FLOOD, ETNA], embedder) == [ETNA]
    assert on_topic("last week", [FLOOD, ETNA], embedder) == []


def test_a_like_thing_at_another_place_is_another_topic(embedder: SentenceEmbedder) -> None:
    assert on_topic("volcano eruption in Iceland", [ETNA, FLOOD], embedder) == []


def test_nothing_is_on_a_topic_without_words(embedder: SentenceEmbedder) -> None:
    assert on_topic("?", [ETNA], embedder) == []
    assert on_topic("Etna", [], embedder) == []
