"""kill -9 at any moment: what is on disk is the old article or the new one, and the next run finishes."""

import json
import os
import random
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Run = Callable[..., CompletedProcess[str]]
COUNT = 120


def write_articles(folder: Path, *, edition: str) -> None:
    for n in range(COUNT):
        text = f"Report {n} from station {n}\n\nThe keeper of station {n} counted {edition} gulls and {n} seals.\n"
        (folder / f"r{n:03}.txt").write_text(text * 6)


def editions(footnote: Run) -> dict[str, str]:
    listed = json.loads(footnote("articles", "--json").stdout)
    return {a["source"]: footnote_text(footnote, a["article_id"]) for a in listed[:5]}


def footnote_text(footnote: Run, article_id: str) -> str:
    return str(json.loads(footnote("show", article_id, "--json").stdout)["text"])


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_killed_while_indexing(footnote: Run, command: list[str], folder: Path, seed: int) -> None:
    write_articles(folder, edition="old")
    assert footnote("index", str(folder)).returncode == 0
    write_articles(folder, edition="new")
    process = subprocess.Popen([*command, "index"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    # The moment is the point of the test: anywhere from start-up to the last write.
    time.sleep(random.Random(seed).uniform(1.0, 12.0))
    process.send_signal(signal.SIGKILL)
    process.wait()

    assert len(json.loads(footnote("articles", "--json").stdout)) == COUNT + 2
    for text in editions(footnote).values():
        assert ("old gulls" in text) != ("new gulls" in text) or "Harbour" in text or "Orchard" in text
    found = json.loads(footnote("search", "keeper of station 77 counted gulls", "--json").stdout)
    assert any("station 77 " in p["text"] for p in found["passages"])

    report = json.loads(footnote("index", "--json").stdout)
    assert report["changed"] + report["unchanged"] == COUNT + 2
    assert report["failed"] == []
    found = json.loads(footnote("search", "keeper of station 77 counted gulls", "-k", "20", "--json").stdout)
    assert not any("old gulls" in p["text"] for p in found["passages"])
    assert footnote("doctor").returncode == 0


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_killed_while_answering(footnote: Run, command: list[str], folder: Path, seed: int) -> None:
    footnote("index", str(folder))
    process = subprocess.Popen(
        [*command, "ask", "Who is the harbour master?"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    time.sleep(random.Random(seed).uniform(0.5, 8.0))
    workers = _children(process.pid)
    process.send_signal(signal.SIGKILL)
    process.wait()
    answer = footnote("ask", "Who is the harbour master?")
    assert "Otto Brandt" in answer.stdout
    assert not any(_is_alive(worker) for worker in workers)


def _children(pid: int) -> list[int]:
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            fields = dict(line.split(":\t", 1) for line in status.read_text().splitlines() if ":\t" in line)
        except OSError:
            continue
        if fields.get("PPid") == str(pid):
            found.append(int(status.parent.name))
    return found


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().split(") ")[1][0] != "Z"
