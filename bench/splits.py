"""Which evaluation row may train, which may choose a threshold, and which may be reported on.

The trainable sets are cut 60 / 20 / 20 by a hash of the document (where rows share one) or of the row's
id, so that no document stands on two sides.
"""

import hashlib
from collections.abc import Mapping
from typing import Any, Literal

Split = Literal["train", "choose", "report"]


def split_of(row: Mapping[str, Any]) -> Split:
    """The split of a row of `squad2`, `nq_open` or `clapnq`."""
    key = str(row.get("doc") or row["id"])
    percent = int.from_bytes(hashlib.sha256(key.encode()).digest()[:4], "big") % 100
    if percent < 60:
        return "train"
    return "choose" if percent < 80 else "report"
