import gzip
import io
import json
import lzma
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from index import fetch
from index.article import Loaded
from index.errors import LoadError
from index.loaders import load
from index.loaders.noise import without_noise


def one(data: bytes, suffix: str, name: str = "the-file.x") -> Loaded:
    (article,) = load(data, suffix=suffix, name=name)
    assert isinstance(article, Loaded)
    return article


@pytest.mark.parametrize(
    ("text", "title", "authors", "published"),
    [
        (
            "Mon. Oct 2nd, 2023\nBridge opens in Wick\n\nIt rained.",
            "Bridge opens in Wick",
            (),
            date(2023, 10, 2),
        ),
        (
            "Ana de la Cruz\nBridge opens in Wick\nIt rained all day.",
            "Bridge opens in Wick",
            ("Ana de la Cruz",),
            None,
        ),
        (
            "2 May 2024\nBy Ana Ruiz and Tom Bell\nBridge opens\n\nIt rained.",
            "Bridge opens",
            ("Ana Ruiz", "Tom Bell"),
            date(2024, 5, 2),
        ),
        (
            "Bridge opens\nBy Ana Ruiz\n2 May 2024\n\nIt rained.",
            "Bridge opens",
            ("Ana Ruiz",),
            date(2024, 5, 2),
        ),
        ("Bridge Opens\n\nIt rained. The mayor came.", "Bridge Opens", (), None),
        ("It rained all day. The mayor came.", "the file", (), None),
    ],
)
def test_header_lines_of_plain_text_are_understood(
    text: str, title: str, authors: tuple[str, ...], published: date | None
) -> None:
    article = one(text.encode(), ".txt", "the-file.txt")
    assert (article.title, article.authors, article.published) == (title, authors, published)
    assert article.text == text


def test_hard_wrapped_paragraphs_become_one_line_each() -> None:
    text = (
        "Cocoa review\n\nShowers continued throughout the week in the zone\nand relieved the drought since early "
        "January, but\nhumidity levels have not been restored so far, he\nsaid.\n\nExporters were waiting for\nbetter prices."
    )
    assert "in the zone and relieved the drought" in one(text.encode(), ".txt").text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_other_encodings_are_detected(encoding: str) -> None:
    text = "Café geöffnet\n\nDer Bürgermeister aß einen großen Käse. „Schön“, sagte er, für 5 €. Élan vital à côté."
    assert "Bürgermeister" in one(text.encode(encoding), ".txt").text


def test_markdown_keeps_the_words_and_reads_the_front_matter() -> None:
    text = "---\ntitle: Bridge opens\nauthors: [Ana Ruiz, Tom Bell]\ndate: 2024-05-02\n---\n# Bridge opens\n\nIt **rained** [hard](http://x.y).\n\n- one\n- two\n"
    article = one(text.encode(), ".md")
    assert (article.title, article.authors, article.published) == (
        "Bridge opens",
        ("Ana Ruiz", "Tom Bell"),
        date(2024, 5, 2),
    )
    assert article.text == "Bridge opens\nAna Ruiz, Tom Bell\n2 May 2024\n\nIt rained hard.\n\none\n\ntwo"


def test_html_keeps_the_article_and_drops_the_page() -> None:
    page = """<html><head><title>Bridge opens | The Wick Post</title><meta name="author" content="Ana Ruiz">
    <meta property="article:published_time" content="2024-05-02T08:00:00Z"></head><body><nav><a href="/">Home</a>
    <a href="/sport">Sport</a></nav><article><h1>Bridge opens</h1><p>The mayor opened the new bridge on Friday in
    the rain, before some two hundred people who had waited since the morning.</p><p>It cost three million dollars,
    half of it paid by the county, and took four years to build.</p></article><footer>Accept all cookies</footer></body></html>"""
    article = one(page.encode(), ".html")
    assert article.title == "Bridge opens"
    assert article.authors == ("Ana Ruiz",)
    assert article.published == date(2024, 5, 2)
    assert "It cost three million dollars" in article.text
    assert "cookies" not in article.text
    assert "Sport" not in article.text


def test_pdf_text_is_read() -> None:
    out = io.BytesIO()
    canvas = Canvas(out)
    for row, line in enumerate(["Bridge opens in Wick", "", "The mayor opened the bridge on Friday."]):
        canvas.drawString(72, 700 - 20 * row, line)
    canvas.save()
    article = one(out.getvalue(), ".pdf")
    assert article.title == "Bridge opens in Wick"
    assert "The mayor opened the bridge on Friday." in article.text


@pytest.mark.parametrize("pack", [lambda d: d, gzip.compress, lzma.compress])
def test_json_lines_give_an_article_a_line_and_name_the_bad_ones(tmp_path: Path, pack: object) -> None:
    rows = [
        json.dumps(
            {
                "title": "A",
                "text": "Alpha text.",
                "url": "https://x.org/a",
                "published": "2024-05-02",
                "authors": ["Ana Ruiz"],
            }
        ),
        "{not json",
        json.dumps({"title": "B"}),
        json.dumps({"title": "C", "text": "Gamma text."}),
    ]
    suffix = {gzip.compress: ".jsonl.gz", lzma.compress: ".jsonl.xz"}.get(pack, ".jsonl")  # type: ignore[call-overload]
    path = tmp_path / f"list{suffix}"
    path.write_bytes(pack("\n".join(rows).encode()))  # type: ignore[operator]
    document = fetch.read(path)
    outcomes = load(document.data, suffix=document.suffix, name=path.name)
    good = [x for x in outcomes if isinstance(x, Loaded)]
    assert [(a.title, a.url, a.authors, a.published) for a in good] == [
        ("A", "https://x.org/a", ("Ana Ruiz",), date(2024, 5, 2)),
        ("C", None, (), None),
    ]
    assert [str(x)[:6] for x in outcomes if isinstance(x, LoadError)] == ["line 2", "line 3"]


@pytest.mark.parametrize(
    ("data", "suffix", "says"),
    [
        (b"\x00\x01\x02\x03binary", ".txt", "binary"),
        (b"%PDF-1.4 broken", ".pdf", "broken"),
        (b"words", ".docx", "not known"),
        (b"<html><body></body></html>", ".html", "no readable text"),
        (b"---\ntitle: [\n---\nwords", ".md", "front matter"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, suffix: str, says: str) -> None:
    with pytest.raises(LoadError, match=says):
        load(data, suffix=suffix, name="x")


def test_what_would_command_a_terminal_is_taken_out() -> None:
    article = one(b'{"title": "A\\u001b[31m title", "text": "Red\\u001b[31m text.\\u0007"}', ".jsonl")
    assert (article.title, "\x1b" in article.text, "\x07" in article.text) == ("A[31m title", False, False)


def test_an_empty_and_a_huge_file_say_why(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text(" \n")
    with pytest.raises(LoadError, match="empty"):
        fetch.read(tmp_path / "empty.txt")
    with (tmp_path / "huge.txt").open("wb") as huge:
        huge.truncate(200_000_000)
    with pytest.raises(LoadError, match="200 MB"):
        fetch.read(tmp_path / "huge.txt")


@pytest.mark.shared
def test_the_two_real_articles_are_understood(shared_articles: Path) -> None:
    first, second = (one(p.read_bytes(), ".txt", p.name) for p in sorted(shared_articles.glob("*.txt")))
    assert first.title == "Kim Jong Un and Vladimir Putin Discuss Military Matters and Cooperation"
    assert first.published == date(2023, 10, 2)
    assert second.title == "Kim Jong Un Holds Talks with Putin in Russia Amid North Korea Missile Launch"
    assert second.authors == ("Carlos Hernandez",)


PAGE = """Bridge opens

The mayor opened the bridge on Friday.
Read More
Sign up for our weekly newsletter and never miss a bridge.
We use cookies to improve your experience; accept our policy.
1. How relevant is this ad to you?
The council debated cookie banners, and whether residents may sign up for parking.
"""


def test_lines_that_belong_to_the_page_are_left_out() -> None:
    (loaded,) = load(PAGE.encode(), suffix=".txt", name="page.txt")
    assert isinstance(loaded, Loaded)
    assert loaded.text.splitlines() == [
        "Bridge opens",
        "",
        "The mayor opened the bridge on Friday.",
        "The council debated cookie banners, and whether residents may sign up for parking.",
    ]


@given(st.lists(st.text(alphabet="abc ADV.\n", max_size=40), max_size=6))
def test_what_is_kept_of_a_page_stands_in_it_in_the_same_order(lines: list[str]) -> None:
    text = "\n".join([*lines, "Read more"])
    kept = without_noise(text).splitlines()
    source = iter(text.splitlines())
    assert all(line in source for line in kept)
    assert "Read more" not in kept
