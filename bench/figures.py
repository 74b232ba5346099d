"""Outcomes of single questions, and the figures drawn from them with 95 % bootstrap intervals."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

_SEED = 7
_RESAMPLES = 2_000
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one question: `metrics` by name, each from 0 to 1 or in the unit that its name tells.

    `confidence` and `answerable` are given where refusals are measured. Texts are left out of results that
    are kept, where the set may only be measured on.
    """

    set: str
    system: str
    id: str
    metrics: dict[str, float]
    confidence: float | None = None
    answerable: bool | None = None
    question: str = ""
    answer: str = ""
    gold: list[str] = field(default_factory=list)
    quotes: list[str] = field(default_factory=list)

    def without_texts(self) -> "Outcome":
        """The same, without anything that was written by others."""
        return Outcome(self.set, self.system, self.id, self.metrics, self.confidence, self.answerable)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure over `n` questions with its 95 % interval."""

    set: str
    system: str
    name: str
    value: float
    low: float
    high: float
    n: int


def interval(statistic: Callable[..., float], *samples: Sequence[float]) -> tuple[float, float]:
    """The 95 % percentile bootstrap interval of a statistic over paired samples."""
    columns = [np.asarray(sample, dtype=float) for sample in samples]
    rng = np.random.default_rng(_SEED)
    count = len(columns[0])
    values = []
    for _ in range(_RESAMPLES):
        picked = rng.integers(0, count, count)
        value = statistic(*(column[picked] for column in columns))
        if not np.isnan(value):
            values.append(value)
    if not values:
        return float("nan"), float("nan")
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)


def mean(values: Numbers) -> float:
    """The mean, NaN (not asked of this row) left out."""
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else float("nan")


def auroc(labels: Numbers, scores: Numbers) -> float:
    """Area under the ROC curve; NaN where only one class is there."""
    if len(set(labels.tolist())) < 2:
        return float("nan")
    return float(roc_auc_score(labels, scores))


def figures(outcomes: Sequence[Outcome]) -> list[Figure]:
    """The mean of every metric of every set and system, and AUROC where confidences are known."""
    found: list[Figure] = []
    for (name, system), rows in grouped(outcomes).items():
        for metric in dict.fromkeys(key for row in rows for key in row.metrics):
            values = np.array([row.metrics.get(metric, np.nan) for row in rows])
            if metric.startswith("median "):
                known = values[~np.isnan(values)]
                low, high = interval(lambda v: float(np.median(v)), known.tolist())
                found.append(Figure(name, system, metric, float(np.median(known)), low, high, len(known)))
                continue
            low, high = interval(mean, values.tolist())
            count = int((~np.isnan(values)).sum())
            found.append(Figure(name, system, metric, mean(values), low, high, count))
        asked = [row for row in rows if row.confidence is not None and row.answerable is not None]
        labels = [float(bool(row.answerable)) for row in asked]
        if len(set(labels)) == 2:
            scores = [row.confidence or 0.0 for row in asked]
            low, high = interval(auroc, labels, scores)
            value = auroc(np.array(labels), np.array(scores))
            found.append(Figure(name, system, "AUROC answerable", value, low, high, len(asked)))
    return found


def paired(a: Sequence[Outcome], b: Sequence[Outcome], metric: str) -> Figure | None:
    """The mean of b less a over the questions that both have, with its interval."""
    before = {row.id: row.metrics[metric] for row in a if metric in row.metrics}
    common = [
        (before[row.id], row.metrics[metric]) for row in b if row.id in before and metric in row.metrics
    ]
    common = [(x, y) for x, y in common if not np.isnan(x) and not np.isnan(y)]
    if not common:
        return None
    gains = [y - x for x, y in common]
    low, high = interval(mean, gains)
    return Figure(
        b[0].set, f"{a[0].system} → {b[0].system}", metric, mean(np.array(gains)), low, high, len(gains)
    )


def risk_coverage(rows: Sequence[Outcome]) -> list[tuple[float, float]]:
    """Points (share answered, share wrong among those) from the surest answer to all."""
    ranked = sorted(rows, key=lambda row: -(row.confidence or 0.0))
    points, wrong = [], 0
    for count, row in enumerate(ranked, start=1):
        wrong += not row.metrics["right if answered"]
        points.append((count / len(ranked), wrong / count))
    return points


def grouped(outcomes: Sequence[Outcome]) -> dict[tuple[str, str], list[Outcome]]:
    """Outcomes by set and system, in their order."""
    groups: dict[tuple[str, str], list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        groups[outcome.set, outcome.system].append(outcome)
    return groups


def as_rows(items: Sequence[Outcome | Figure]) -> list[dict[str, Any]]:
    """For JSON."""
    return [asdict(item) for item in items]


def as_line(figure: Figure) -> str:
    """A line of a table, for a terminal."""
    return (
        f"{figure.set:30} {figure.system:20} {figure.name:44} {figure.value:9.3f}"
        f"  [{figure.low:.3f}, {figure.high:.3f}]  n={figure.n}"
    )
