"""The real model in its worker process, and a model server over a real socket."""

import json
import os
import signal
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from bot.errors import ModelError
from bot.llm.local import LocalModel
from bot.llm.models import EMBEDDED_MODEL, model_path
from bot.llm.server import ServerModel
from bot.prompt import answer_prompt

PROMPT = answer_prompt("Who opened the tunnel?", ["Sheriff Bo Lind opened the tunnel on Monday."])


@pytest.fixture
def model(tmp_path: Path) -> Iterator[LocalModel]:
    made = LocalModel(model_path(EMBEDDED_MODEL, folder=tmp_path), context_tokens=1024, threads=None)
    yield made
    made.close()


def test_the_embedded_model_answers_in_the_words_of_the_evidence(model: LocalModel) -> None:
    assert "Bo Lind" in "".join(model.stream(PROMPT, max_tokens=40))


def test_a_killed_worker_is_restarted_and_the_question_asked_once_more(model: LocalModel) -> None:
    whole = "".join(model.stream(PROMPT, max_tokens=40))
    said = ""
    for n, piece in enumerate(model.stream(PROMPT, max_tokens=40)):
        said += piece
        if n == 1:
            assert model.process_id
            os.kill(model.process_id, signal.SIGKILL)
    assert said == whole


def test_a_worker_that_dies_twice_is_one_clear_sentence(tmp_path: Path) -> None:
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(b"GGUF and nothing behind it")
    model = LocalModel(broken, context_tokens=1024, threads=1)
    with pytest.raises(ModelError, match=r"broken died twice \(.+\); .*config\.yaml"):
        list(model.stream(PROMPT, max_tokens=5))


def test_an_illegal_instruction_is_tried_again_without_the_extra_buffers(
    model: LocalModel, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # The worker's Python kills itself as a bad instruction would, unless extra_bufts is off.
    python = tmp_path / "python"
    python.write_text(
        f"""#!/bin/sh
case "$*" in *'"extra_bufts": true'*) kill -ILL $$ ;; esac
exec {sys.executable} "$@"
"""
    )
    python.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(python))
    assert "Bo Lind" in "".join(model.stream(PROMPT, max_tokens=40))
    assert model.extra_bufts is False


def test_a_prompt_beyond_the_context_names_the_setting(model: LocalModel) -> None:
    long = answer_prompt("Who?", ["Bo Lind opened the tunnel. " * 400])
    with pytest.raises(ModelError, match=r"llm\.context_tokens"):
        list(model.stream(long, max_tokens=5))
    assert "Bo Lind" in "".join(model.stream(PROMPT, max_tokens=40))


def test_an_abandoned_answer_does_not_disturb_the_next(model: LocalModel) -> None:
    first = model.stream(PROMPT, max_tokens=200)
    next(first)
    first.close()  # type: ignore[attr-defined]
    assert "Bo Lind" in "".join(model.stream(PROMPT, max_tokens=40))


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("/nowhere/model.gguf", "does not exist"),
        ("hf:wrong", "not of the form"),
        (
            "hf:someone/some-model:some.gguf",
            r"fetch some\.gguf of someone/some-model .* put it at .*some\.gguf",
        ),
    ],
)
def test_a_model_that_is_not_there_says_where_to_put_it(
    tmp_path: Path, name: str, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(ModelError, match=says):
        model_path(name, folder=tmp_path)


def test_a_model_that_was_put_there_by_hand_is_used(tmp_path: Path) -> None:
    path = tmp_path / "someone--some-model" / "some.gguf"
    path.parent.mkdir()
    path.write_bytes(b"GGUF")
    assert model_path("hf:someone/some-model:some.gguf", folder=tmp_path) == path


class _Server(BaseHTTPRequestHandler):
    """Speaks the streaming dialect of OpenAI-compatible servers; the path decides the mood."""

    seen: list[tuple[str, str | None, dict[str, object]]] = []  # noqa: RUF012

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.seen.append((self.path, self.headers.get("Authorization"), body))
        if self.path.startswith("/refuses"):
            self.send_error(401)
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        for text in ("Bo", " Lind", " did."):
            line = json.dumps({"choices": [{"delta": {"content": text}}]})
            self.wfile.write(f"data: {line}\n\n".encode())
        self.wfile.write(b"data: [DONE]\n\n")

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def server() -> Iterator[str]:
    _Server.seen.clear()
    made = ThreadingHTTPServer(("127.0.0.1", 0), _Server)
    thread = threading.Thread(target=made.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{made.server_port}"
    made.shutdown()
    thread.join()
    made.server_close()


def test_a_server_streams_and_gets_the_key_from_the_environment_only(server: str) -> None:
    model = ServerModel(f"{server}/v1", model="big", key="secret")
    assert list(model.stream(PROMPT, max_tokens=9)) == ["Bo", " Lind", " did."]
    path, key, body = _Server.seen[0]
    assert (path, key, body["model"], body["max_tokens"]) == (
        "/v1/chat/completions",
        "Bearer secret",
        "big",
        9,
    )
    model.close()


def test_a_server_that_refuses_or_is_away_is_one_clear_sentence(server: str) -> None:
    refusing = ServerModel(f"{server}/refuses", model="big", key="secret")
    with pytest.raises(ModelError, match="answered 401") as caught:
        list(refusing.stream(PROMPT, max_tokens=9))
    assert "secret" not in str(caught.value)
    refusing.close()
    away = ServerModel("http://127.0.0.1:9", model="big", key=None)
    with pytest.raises(ModelError, match=r"cannot be used .* check that it runs"):
        list(away.stream(PROMPT, max_tokens=9))
    away.close()
