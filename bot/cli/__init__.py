"""The command `footnote`: parse, call, show. Heavy modules are imported by the commands that need them."""

from bot.cli import asking, library, telling
from bot.cli.program import FAILED, LOG, app

__all__ = ["FAILED", "LOG", "app", "asking", "library", "telling"]
