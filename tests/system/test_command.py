"""The command as a user types it: real processes, real models, real files."""

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

Run = Callable[..., CompletedProcess[str]]


def test_the_first_question_indexes_then_answers_with_a_verbatim_footnote(
    footnote: Run, folder: Path
) -> None:
    result = footnote("ask", "How much is the repair of the harbour expected to cost?", "--json")
    assert result.returncode == 0, result.stderr
    assert "2 articles indexed" in result.stderr
    answer = json.loads(result.stdout)
    assert set(answer) == {
        *("question", "answer", "refused", "sources", "timings_ms", "model", "confidence", "notice")
    }
    assert answer["notice"] == ""
    assert "$310,000" in answer["answer"]
    (source,) = answer["sources"]
    assert set(source) == {"n", "article_id", "title", "authors", "published", "source", "quote", "score"}
    assert source["quote"] in (folder / "harbour.txt").read_text()
    assert (source["source"], source["published"], source["authors"]) == (
        "news/harbour.txt",
        "2025-03-03",
        ["Nora Quill"],
    )

    plain = footnote("ask", "How much is the repair of the harbour expected to cost?")
    assert plain.returncode == 0
    assert "$310,000" in plain.stdout
    assert "[1]" in plain.stdout
    assert "\x1b" not in plain.stdout

    refused = footnote("ask", "Who won the football World Cup?")
    assert refused.returncode == 3
    assert refused.stdout.startswith("I could not find this in the articles.")

    batch = footnote(
        "ask",
        "--batch",
        "-",
        stdin='Who wrote the article about the harbour?\n{"question": "Who is the king of Spain?"}\n',
    )
    first, second = map(json.loads, batch.stdout.splitlines())
    assert "Nora Quill" in first["answer"]
    assert first["timings_ms"]["total"] >= first["timings_ms"]["search"] >= 0
    assert second["refused"] is True

    found = json.loads(footnote("search", "apple trees", "-k", "1", "--json").stdout)
    assert [p["title"] for p in found["passages"]] == ["Orchard prize goes to a school"]


def test_a_period_is_answered_with_a_list_and_a_foreign_question_with_a_warning(
    footnote: Run, folder: Path
) -> None:
    listed = footnote("ask", "What's new since Monday?", "--as-of", "2025-03-05")
    assert listed.returncode == 0, listed.stderr
    first, line, *_ = listed.stdout.splitlines()
    assert first == "1 article published from 3 March 2025 to 5 March 2025:"
    assert line.strip() == "3 March 2025: “Harbour of Elmsby to close for two weeks” [1]"

    batch = footnote(
        "ask",
        "--batch",
        "-",
        stdin='{"question": "What happened in October?", "asked": "2025-03-05"}\n'
        "Wie viel kostet die Reparatur des Hafens?\n",
    )
    refused, foreign = map(json.loads, batch.stdout.splitlines())
    assert refused["refused"] is True
    assert "in October 2024" in refused["answer"]
    assert "3 March 2025" in refused["answer"]
    assert refused["notice"] == ""
    assert "seems to be in German" in foreign["notice"]
    assert "embedding.model" in foreign["notice"]

    plain = footnote("ask", "Wie viel kostet die Reparatur des Hafens?")
    assert "seems to be in German" in plain.stderr


def test_the_library_is_listed_shown_and_trimmed(footnote: Run, folder: Path) -> None:
    report = json.loads(footnote("index", str(folder), "--json").stdout)
    assert {k: report[k] for k in ("new", "changed", "unchanged", "removed", "failed")} == {
        "new": 2,
        "changed": 0,
        "unchanged": 0,
        "removed": 0,
        "failed": [],
    }
    listed = json.loads(footnote("articles", "--json").stdout)
    assert [a["title"] for a in listed] == [
        "Harbour of Elmsby to close for two weeks",
        "Orchard prize goes to a school",
    ]
    assert "14 cracks" in footnote("show", "harbour elmsby").stdout
    assert footnote("remove", listed[1]["article_id"]).stdout.startswith("removed: Orchard")
    assert len(json.loads(footnote("articles", "--json").stdout)) == 1


def test_wrong_usage_and_errors_are_one_clear_line_without_a_traceback(footnote: Run, config: Path) -> None:
    for arguments, code, says in (
        (["ask"], 2, "either a question or --batch"),
        (["ask", "x", "--batch", "y"], 2, "either a question or --batch"),
        (["nonsense"], 2, "No such command"),
        (["show", "nothing"], 1, "No article is called “nothing”"),
        (["ask", "--batch", "/nowhere"], 1, "/nowhere cannot be read"),
        (["--config", "/nowhere.yaml", "articles"], 1, "/nowhere.yaml does not exist"),
    ):
        result = footnote(*arguments)
        assert result.returncode == code, (arguments, result.stderr)
        assert says in result.stderr
        assert "Traceback" not in result.stderr
    config.write_text("artikles: []\n")
    assert "did you mean articles?" in footnote("articles").stderr


def test_a_model_that_cannot_run_gives_the_quotation_and_the_fix(
    footnote: Run, config: Path, tmp_path: Path
) -> None:
    (tmp_path / "broken.gguf").write_bytes(b"GGUF and nothing behind it")
    config.write_text(config.read_text() + f"llm: {{model: {tmp_path / 'broken.gguf'}}}\n")
    result = footnote("ask", "How much is the repair of the harbour expected to cost?")
    assert result.returncode == 0
    assert "$310,000" in result.stdout
    assert "broken died twice" in result.stderr
    assert "Traceback" not in result.stderr


def test_the_doctor_finds_and_repairs_a_damaged_store(footnote: Run, folder: Path, tmp_path: Path) -> None:
    footnote("index", str(folder))
    healthy = footnote("doctor")
    assert healthy.returncode == 0, healthy.stdout
    (chroma,) = (tmp_path / "data" / "default").glob("index-*/chroma/chroma.sqlite3")
    chroma.write_bytes(b"no database at all")
    sick = footnote("doctor")
    assert sick.returncode == 1
    assert "footnote doctor --repair" in sick.stdout
    assert "doctor --repair" in footnote("search", "harbour").stderr
    assert footnote("doctor", "--repair").returncode == 0
    assert "Harbour" in footnote("search", "cracks in the wall").stdout


def test_options_may_stand_behind_the_command(footnote: Run, tmp_path: Path, folder: Path) -> None:
    result = footnote("index", str(folder), "--dry-run", "--data", str(tmp_path / "other"), "--json")
    assert json.loads(result.stdout)["new"] == 2
    assert not (tmp_path / "other").exists()


def test_articles_and_topics_are_summed_up_with_verbatim_footnotes(
    footnote: Run, config: Path, folder: Path
) -> None:
    samples = Path(__file__).resolve().parents[2] / "articles"
    config.write_text(f"articles: [{samples}]\ndata: data\n")
    result = footnote("summarize", "ferry-grounding.txt", "--json")
    assert result.returncode == 0, result.stderr
    brief = json.loads(result.stdout)
    assert set(brief) == {
        *("subject", "summary", "refused", "headline", "points", "disagreements", "sources"),
        *("timings_ms", "model"),
    }
    text = footnote("show", "ferry-grounding.txt").stdout
    assert all(source["quote"] in text for source in brief["sources"])
    assert "sandbar" in brief["headline"]["text"]
    assert 3 <= len(brief["points"]) <= 5
    assert all(point["sources"] and point["published"] == "2025-03-05" for point in brief["points"])

    plain = footnote("summarize", "ferry runs aground")
    assert plain.returncode == 0
    assert "sandbar" in plain.stdout.partition("\n")[0]
    assert plain.stdout.count("\n• ") == len(brief["points"])
    assert "\x1b" not in plain.stdout

    topic = footnote("summarize", "--topic", "the stranded ferry Grey Wagtail")
    assert topic.returncode == 0
    assert "5 March 2025: " in topic.stdout
    assert "7 March 2025: " in topic.stdout

    for arguments, code, says in (
        (["summarize", "--topic", "volcanoes on Mars"], 3, ""),
        (["summarize", "--topic", "the ferry", "--since", "pears"], 1, "names no day"),
        (["summarize", "the"], 1, "No article is called"),
        (["summarize", "Sedge Hollow"], 1, "give the id of one"),
        (["summarize"], 2, "either an article or --topic"),
        (["summarize", "ferry", "--since", "2025-04-01"], 2, "--since goes with --topic"),
    ):
        result = footnote(*arguments)
        assert result.returncode == code, (arguments, result.stderr)
        assert says in result.stderr
        assert "Traceback" not in result.stderr
        assert result.stdout.startswith("I could not find this in the articles.") == (code == 3)


CHAT = Path(__file__).parents[1] / "bot" / "chats" / "newsroom.jsonl"


def test_a_chat_is_caught_up_on_without_a_library(footnote: Run, tmp_path: Path) -> None:
    log = CHAT.read_text(encoding="utf8") + '{"author": "Eve\\u001b[2J", "time": "soon"}\n'
    result = footnote("catchup", "-", "--json", stdin=log)
    assert result.returncode == 0, result.stderr
    missed = json.loads(result.stdout)
    assert missed["headline"] == "42 messages by 5 people between 09:12 and 11:40"
    assert missed["problems"][0].startswith("line 43 is no message")
    lines = [json.loads(line) for line in CHAT.read_text(encoding="utf8").splitlines()]
    for point in missed["points"]:
        for quote in point["quotes"]:
            message = lines[quote["n"] - 1]
            assert quote["quote"] in message["text"]
            assert (quote["author"], quote["url"]) == (message["author"], message["url"])
    assert not (tmp_path / "data" / "default").exists()

    plain = footnote("catchup", str(CHAT), "--since", "2025-03-04 10:30", "--me", "Ana")
    assert plain.returncode == 0, plain.stderr
    assert "Decided" in plain.stdout
    assert "“Agreed. Accuracy check yes, veto no. Tom, please tell him.” [36] 10:45" in plain.stdout
    assert "https://chat.example.org/newsroom/36" in plain.stdout
    assert "[21]" not in plain.stdout
    assert "\x1b" not in plain.stdout

    assert footnote("catchup", "-").stdout == "No messages.\n"
    (tmp_path / "notes.txt").write_text("These are notes.\n")
    for arguments, says in (
        (["catchup", str(tmp_path / "notes.txt")], "notes.txt is no chat log: line 1 is no message (no JSON"),
        (["catchup", "/nowhere"], "/nowhere cannot be read"),
        (["catchup", str(CHAT), "--since", "blorp"], "“blorp” is no time"),
    ):
        failed = footnote(*arguments)
        assert failed.returncode == 1
        assert says in failed.stderr
