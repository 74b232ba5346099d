"""A second opinion on whether quotes bear an answer out; it shares no code with `bot.verify`.

It only counts: every figure of the answer and nearly all of its longer words must stand in the quotes, by
their first letters. Labels set by hand say how far to trust it (`bench.labels`).
"""

import re
from collections.abc import Sequence

_TOKEN = re.compile(r"[a-z]+|\d[\d.,:]*\d|\d")
_PREFIX = 5
_LONGER = 4
_COVERED = 0.85


def supported(answer: str, quotes: Sequence[str]) -> bool:
    """Whether the quotes hold every figure and most longer words of the answer."""
    there = {_key(token) for token in _TOKEN.findall(" ".join(quotes).lower())}
    tokens = _TOKEN.findall(answer.lower())
    if any(token[0].isdigit() and _key(token) not in there for token in tokens):
        return False
    longer = [token for token in tokens if len(token) >= _LONGER]
    return not longer or sum(_key(token) in there for token in longer) >= _COVERED * len(longer)


def _key(token: str) -> str:
    return token.replace(",", "") if token[0].isdigit() else token[:_PREFIX]
