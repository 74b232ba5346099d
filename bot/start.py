"""Where `footnote` starts: the arguments are put in order, and an error becomes one sentence."""

import logging
import os
import sys

from bot.cli import FAILED, LOG, app
from bot.errors import UserError

_OPTIONS_ANYWHERE = ("--config", "--library", "--data")


def main() -> None:
    """Run the command line; no traceback reaches the user."""
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    logging.raiseExceptions = False
    logging.getLogger("footnote").propagate = False
    logging.getLogger("footnote").addHandler(logging.NullHandler())
    try:
        app(_options_first(sys.argv[1:]))
    except UserError as error:
        _fail(str(error))
    except Exception as error:
        logging.getLogger("footnote").exception("unexpected error")
        _fail(
            f"something unexpected went wrong ({type(error).__name__}: {error}); try `footnote doctor`. "
            f"The details stand in {LOG} in the data folder."
        )


def _fail(text: str) -> None:
    """The last words, through nothing that could itself be what failed."""
    print(f"error: {text}", file=sys.stderr)
    sys.exit(FAILED)


def _options_first(arguments: list[str]) -> list[str]:
    """Let --config, --library and --data stand behind the command too."""
    first: list[str] = []
    rest: list[str] = []
    waiting = iter(arguments)
    for argument in waiting:
        if argument == "--":
            rest += [argument, *waiting]
        elif argument in _OPTIONS_ANYWHERE:
            first += [argument, *([value] if (value := next(waiting, None)) is not None else [])]
        elif argument.startswith(tuple(f"{name}=" for name in _OPTIONS_ANYWHERE)):
            first.append(argument)
        else:
            rest.append(argument)
    return first + rest
