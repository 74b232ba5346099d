"""Runs the baseline program as it is on many sets of questions, with its models loaded once.

    python -m bench.naive PROGRAM JOBS.json

A job is a folder of .txt files and a list of questions; each prints what the program prints, one JSON object
a question. Only the two constructors that load models are kept from loading them again.
"""

import functools
import json
import runpy
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Job:
    """Questions over one folder of texts."""

    folder: Path
    questions: list[str]


@dataclass(frozen=True, slots=True)
class Reply:
    """What the baseline answered."""

    question: str
    answer: str
    ms: float


def run(program: Path, jobs: Sequence[Job]) -> list[list[Reply]]:
    """The replies to each job's questions, in order."""
    with tempfile.TemporaryDirectory() as scratch:
        listed = Path(scratch) / "jobs.json"
        listed.write_text(json.dumps([[str(job.folder), job.questions] for job in jobs]), encoding="utf8")
        command = [sys.executable, "-m", "bench.naive", str(program), str(listed)]
        lines = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines()
    said = [json.loads(line) for line in lines if line.startswith("{")]
    replies = iter([Reply(row["question"], row["answer"], row["seconds"] * 1000) for row in said])
    return [[next(replies) for _ in job.questions] for job in jobs]


def _main() -> None:
    import llama_cpp
    import sentence_transformers

    program, listed = Path(sys.argv[1]), Path(sys.argv[2])
    for module, name in ((llama_cpp, "Llama"), (sentence_transformers, "SentenceTransformer")):
        setattr(module, name, functools.cache(getattr(module, name)))
    with tempfile.TemporaryDirectory() as scratch:
        questions = Path(scratch) / "questions.json"
        for folder, asked in json.loads(listed.read_text(encoding="utf8")):
            questions.write_text(json.dumps(asked), encoding="utf8")
            sys.argv = [str(program), folder, str(questions)]
            runpy.run_path(str(program), run_name="__main__")


if __name__ == "__main__":
    _main()
