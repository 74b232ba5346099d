import pytest

from index.article import Article
from index.errors import NotFound
from index.resolve import resolve

ARTICLES = [
    Article("aaaa11112222", "Bridge opens in Wick", (), None, "news/bridge.txt", "en", "x", ""),
    Article("bbbb11112222", "Bridge closes in Wick", (), None, "https://x.org/b", "en", "x", ""),
]


@pytest.mark.parametrize(
    "name",
    [
        *("aaaa11112222", "aaaa", "news/bridge.txt", "bridge.txt", "opens bridge"),
        *("./news/bridge.txt", "/home/ana/news/bridge.txt"),
    ],
)
def test_an_article_answers_to_id_source_and_title_words(name: str) -> None:
    assert resolve(name, ARTICLES) == ARTICLES[0]


def test_an_ambiguous_name_lists_the_candidates() -> None:
    with pytest.raises(NotFound, match=r"(?s)fits 2 articles.*aaaa11112222.*bbbb11112222"):
        resolve("bridge wick", ARTICLES)


def test_an_unknown_name_says_how_to_find_one() -> None:
    with pytest.raises(NotFound, match="footnote articles"):
        resolve("tunnel", ARTICLES)
