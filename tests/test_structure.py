"""The import law and the documentation, held as tests."""

import subprocess
import sys
from pathlib import Path

from typer.main import get_command

from bot.cli import app
from bot.config import setting_names
from bot.platforms.console import COMMANDS

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf8")


def test_the_import_law_holds() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run([program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


def test_every_command_and_option_is_in_the_readme() -> None:
    root = get_command(app)
    commands = root.commands  # type: ignore[attr-defined]
    missing = [name for name in commands if f"`footnote {name}" not in README]
    for command in (root, *commands.values()):
        options = [o for p in command.params for o in p.opts if o.startswith("-") and o != "--help"]
        missing += [f"{command.name} {option}" for option in options if f"`{option}" not in README]
    assert missing == []


def test_every_command_of_the_chat_is_in_the_readme() -> None:
    assert [name for name in COMMANDS if f"`{name}`" not in README] == []


def test_every_setting_is_in_the_readme_and_in_config_yaml() -> None:
    config = (ROOT / "config.yaml").read_text(encoding="utf8")
    assert [name for name in setting_names() if f"`{name}`" not in README] == []
    assert [name for name in setting_names() if f"{name.rpartition('.')[2]}:" not in config] == []
