"""Which evaluation row may train, which may choose a threshold, and which may be reported on.

The trainable sets (`squad2`, `nq_open`, `clapnq`) are cut 60 / 20 / 20 by a hash of the document where rows
share one, else of the row's id, so that no document stands on two sides. The news questions are cut by the
day on which they were asked: the earlier half chooses, the later half reports.
"""

import hashlib
from collections.abc import Sequence
from typing import Literal, TypeVar

from bench.sets import QuestionRow

Split = Literal["train", "choose", "report"]
T = TypeVar("T")


def split_of(row: QuestionRow) -> Split:
    """The split of a row of a trainable set."""
    percent = int.from_bytes(hashlib.sha256(row.group.encode()).digest()[:4], "big") % 100
    if percent < 60:
        return "train"
    return "choose" if percent < 80 else "report"


def half_of(rows: Sequence[T], split: Split) -> Sequence[T]:
    """The half of rows in the order of asking that chooses, or the one that reports."""
    middle = len(rows) // 2
    return rows[:middle] if split == "choose" else rows[middle:]


def half_by_id(identity: str) -> Split:
    """Which half of a set that has no splits of its own a row belongs to, by a hash of its id."""
    return "report" if hashlib.sha256(identity.encode()).digest()[0] % 2 else "choose"
