"""Running the command in processes of its own."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def config(tmp_path: Path, folder: Path) -> Path:
    """A config.yaml for the folder with two articles."""
    path = tmp_path / "config.yaml"
    path.write_text(f"articles: [{folder}]\ndata: data\n")
    return path


@pytest.fixture
def command(config: Path) -> list[str]:
    """The beginning of a command line."""
    return [str(Path(sys.executable).with_name("footnote")), "--config", str(config)]


@pytest.fixture
def footnote(command: list[str]) -> Run:
    """Run the command to its end."""

    def run(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*command, *arguments], input=stdin, capture_output=True, text=True, check=False, timeout=200
        )

    return run
