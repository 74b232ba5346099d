"""The conversation in a real terminal: a pseudo-terminal, the real command, and a model that can be made to wait."""

import json
import os
import signal
import threading
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pexpect
import pytest

PROMPT = "›"
LONGEST_WAIT = 120


class Held(BaseHTTPRequestHandler):
    """A model server that says nothing until it is let go."""

    asked = threading.Event()
    let_go = threading.Event()

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        self.wfile.flush()
        self.asked.set()
        self.let_go.wait(LONGEST_WAIT)
        line = json.dumps({"choices": [{"delta": {"content": "Nothing worth saying."}}]})
        self.wfile.write(f"data: {line}\n\ndata: [DONE]\n\n".encode())

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def held(config: Path) -> Iterator[type[Held]]:
    """The configured model is a server that waits."""
    Held.asked.clear()
    Held.let_go.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Held)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    with config.open("a") as lines:
        lines.write(f"llm: {{server: 'http://127.0.0.1:{server.server_port}/v1', model: held}}\n")
    yield Held
    Held.let_go.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def chat(command: list[str]) -> Iterator[pexpect.spawn]:
    """`footnote chat` in a terminal of its own."""
    # Nobody answers where the cursor is.
    surroundings = {**os.environ, "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"}
    child = pexpect.spawn(
        command[0],
        [*command[1:], "chat"],
        encoding="utf8",
        env=surroundings,
        # A suite that runs in the background ignores interrupts, and its children would too.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
        timeout=LONGEST_WAIT,
        dimensions=(50, 160),
    )
    yield child
    child.close(force=True)


def test_a_conversation_answers_follow_ups_and_tells_its_sources_and_reasons(
    chat: pexpect.spawn, tmp_path: Path
) -> None:
    chat.expect(PROMPT)
    chat.sendline("How much is the repair of the harbour expected to cost?")
    chat.expect(r"310,000")
    chat.expect("Nora Quill")
    chat.expect(PROMPT)
    chat.sendline("/sources")
    chat.expect("The ferry to Tessel Island")
    chat.expect(PROMPT)
    chat.sendline("/why")
    chat.expect("searched: .*How much is the repair")
    chat.expect("answered: confidence")
    chat.expect(PROMPT)
    chat.sendline("/nonsense")
    chat.expect("There is no command /nonsense; /help lists them")
    chat.expect(PROMPT)
    chat.sendline("/new")
    chat.expect("not carried on")
    chat.expect(PROMPT)
    chat.sendline("/why")
    chat.expect("Nothing has been answered yet")
    chat.expect(PROMPT)
    chat.sendeof()
    chat.expect(pexpect.EOF)
    chat.wait()
    assert chat.exitstatus == 0
    assert "How much is the repair" in (tmp_path / "data" / "chat_history").read_text()


def test_ctrl_c_stops_the_answer_and_not_the_program(held: type[Held], chat: pexpect.spawn) -> None:
    chat.expect(PROMPT)
    chat.sendline("How much is the repair of the harbour expected to cost?")
    assert held.asked.wait(LONGEST_WAIT)
    chat.sendintr()
    chat.expect("stopped")
    chat.expect(PROMPT)
    held.let_go.set()
    chat.sendline("How many apple trees won the prize?")
    chat.expect("31 apple trees")
    chat.expect(PROMPT)
    chat.sendline("/quit")
    chat.expect(pexpect.EOF)


def test_lines_from_a_pipe_are_answered_in_order(footnote, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    result = footnote("chat", stdin="How many cracks did divers find?\n/article 1\n")
    assert result.returncode == 0
    assert "14 cracks" in result.stdout
    assert "Harbour of Elmsby to close" in result.stdout
    assert "\x1b" not in result.stdout
