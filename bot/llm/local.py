"""A GGUF model in a worker process: started at first use, restarted when it dies."""

import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from bot.errors import ModelError
from bot.llm import Message

# Loading a large model from a slow disk takes minutes; a token never does.
_SECONDS_TO_LOAD = 600
_SECONDS_TO_TOKEN = 120
_SECONDS_TO_END = 10
_STDERR_LINES = 3


class _Died(Exception):
    """The worker process ended or fell silent; the text says how."""


class LocalModel:
    """Talks to `bot.llm.worker`; a question that the worker dies on is asked once more.

    A worker that meets an illegal instruction is started again without llama.cpp's extra buffer types,
    which is what crashes on processors that announce AMX and cannot run it.
    """

    def __init__(self, path: Path, *, context_tokens: int, threads: int | None) -> None:
        self._path = path
        self._context_tokens = context_tokens
        self._threads = threads or os.cpu_count() or 1
        self.extra_bufts = True
        self._worker: _Worker | None = None
        self._starting = threading.Lock()
        self._turn = threading.Lock()
        self._requests = 0

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self._path.stem

    @property
    def process_id(self) -> int | None:
        """The worker's process, while it runs."""
        return self._worker.process.pid if self._worker else None

    def start(self) -> None:
        """Start the worker without waiting for the model to be loaded."""
        with self._starting:
            if self._worker is None or self._worker.process.poll() is not None:
                options = {
                    "model": str(self._path),
                    "context_tokens": self._context_tokens,
                    "threads": self._threads,
                    "extra_bufts": self.extra_bufts,
                }
                self._worker = _Worker(options)

    def stream(self, messages: Sequence[Message], *, max_tokens: int) -> Iterator[str]:
        """Pieces of the completion. Raises ModelError where the worker dies twice or refuses."""
        with self._turn:
            sent = 0
            try:
                for piece in self._ask(messages, max_tokens):
                    sent += len(piece)
                    yield piece
            except _Died:
                self._after_death()
            else:
                return
            # Greedy decoding gives the same words again: go on where the first worker stopped.
            skip = sent
            try:
                for piece in self._ask(messages, max_tokens):
                    fresh, skip = piece[skip:], max(0, skip - len(piece))
                    if fresh:
                        yield fresh
            except _Died as death:
                self._after_death()
                raise ModelError(
                    f"The language model {self.name} died twice ({death}); free some memory, or set "
                    "llm.context_tokens lower or another llm.model in config.yaml, and see `footnote doctor`."
                ) from death

    def _after_death(self) -> None:
        if self._worker and self._worker.signal == signal.SIGILL:
            self.extra_bufts = False
        self.close()

    def _ask(self, messages: Sequence[Message], max_tokens: int) -> Iterator[str]:
        self.start()
        worker = self._worker
        assert worker is not None
        self._requests += 1
        number = self._requests
        worker.wait_until_ready()
        worker.send({"id": number, "messages": list(messages), "max_tokens": max_tokens})
        finished = False
        try:
            while not finished:
                said = worker.receive(_SECONDS_TO_TOKEN)
                if said.get("id") != number:
                    continue
                if "error" in said:
                    finished = True
                    raise ModelError(
                        f"The language model {self.name} refused the prompt ({said['error']}); "
                        "set llm.context_tokens higher in config.yaml."
                    )
                if "text" in said:
                    yield said["text"]
                finished = bool(said.get("done"))
        finally:
            if not finished:
                with suppress(_Died):
                    worker.send({"cancel": number})

    def close(self) -> None:
        """End the worker."""
        if self._worker:
            self._worker.end()
            self._worker = None


class _Worker:
    """One worker process with a thread that reads what it says."""

    def __init__(self, options: dict[str, Any]) -> None:
        # The worker's own messages go to a file: a full pipe would stop it.
        self._stderr = tempfile.TemporaryFile("w+", encoding="utf8", errors="replace")  # noqa: SIM115
        self.process = subprocess.Popen(  # noqa: S603 (our own module, options as one JSON argument)
            [sys.executable, "-m", "bot.llm.worker", json.dumps(options)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._stderr,
            text=True,
            encoding="utf8",
            # Ctrl-C in the terminal is for the program, which then ends the worker itself.
            start_new_session=True,
        )
        self._said: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._ready = False
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self._said.put(json.loads(line))
        self._said.put(None)

    @property
    def signal(self) -> int | None:
        """The signal that killed the process, if one did."""
        try:
            code = self.process.wait(timeout=_SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return None
        return -code if code < 0 else None

    def wait_until_ready(self) -> None:
        """Return once the model is loaded."""
        while not self._ready:
            self._ready = bool(self.receive(_SECONDS_TO_LOAD).get("ready"))

    def send(self, request: dict[str, Any]) -> None:
        """Send one line. Raises _Died."""
        try:
            assert self.process.stdin
            self.process.stdin.write(json.dumps(request) + "\n")
            self.process.stdin.flush()
        except (OSError, ValueError) as error:
            raise _Died(self._how()) from error

    def receive(self, seconds: float) -> dict[str, Any]:
        """The next line that the worker says. Raises _Died where it ends or says nothing for so long."""
        try:
            said = self._said.get(timeout=seconds)
        except queue.Empty:
            self.process.kill()
            raise _Died(f"no word for {seconds:.0f} seconds") from None
        if said is None:
            raise _Died(self._how())
        return said

    def _how(self) -> str:
        number = self.signal
        if number:
            return {
                signal.SIGKILL: "killed, out of memory perhaps",
                signal.SIGILL: "illegal instruction",
            }.get(signal.Signals(number), signal.Signals(number).name)
        self._stderr.seek(0)
        last = [line.strip() for line in self._stderr if line.strip()][-_STDERR_LINES:]
        return last[-1] if last else f"exit status {self.process.returncode}"

    def end(self) -> None:
        """Kill the process and wait for it."""
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self._stderr):
            with suppress(OSError):
                if stream:
                    stream.close()
