"""One HTML page out of a run of `bench quality`: figures, plots and the wrong answers to read."""

import io
from collections.abc import Callable, Sequence, Set
from pathlib import Path
from typing import Any

import jinja2
import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from bench.figures import Figure, Outcome, grouped, risk_coverage
from bench.retrieval import NEWS

mpl.use("svg")
mpl.rcParams["svg.hashsalt"] = "footnote"
_MOST_WRONG = 200
_PAGE = jinja2.Environment(autoescape=True).from_string("""<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Footnote: quality at {{ run.commit }}</title>
<style>
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; }
table { border-collapse: collapse; margin: 1rem 0; } td, th { padding: .2rem .7rem; text-align: left;
border-bottom: 1px solid #ddd; vertical-align: top; } td.n { text-align: right; font-variant-numeric: tabular-nums; }
svg { max-width: 100%; height: auto; } .q { color: #555; }
</style>
<h1>Footnote: quality at {{ run.commit }}</h1>
<p>Measured {{ run.measured }} on the {{ run.split }} splits{% if run.quick %}, a quick slice{% endif %};
{{ run.minutes }} minutes. Intervals are 95 % bootstrap intervals.</p>
{% for plot in plots %}{{ plot | safe }}{% endfor %}
{% for name, rows in tables.items() %}<h2>{{ name }}</h2>
<table><tr><th>system<th>figure<th>value<th>95 % interval<th>n</tr>
{% for f in rows %}<tr><td>{{ f.system }}<td>{{ f.name }}<td class="n">{{ "%.3f" | format(f.value) }}
<td class="n">{{ "%.3f" | format(f.low) }} to {{ "%.3f" | format(f.high) }}<td class="n">{{ f.n }}</tr>{% endfor %}
</table>{% endfor %}
<h2>Wrong answers</h2>
<p>By falling confidence. Rows of sets that may only be measured on carry no texts unless the run kept them.</p>
<table><tr><th>set<th>question<th>answer<th>gold<th>confidence</tr>
{% for o in wrong %}<tr><td>{{ o.set }}<br><small>{{ o.id }}</small><td>{{ o.question }}<td>{{ o.answer }}
{% for quote in o.quotes %}<br><small class="q">“{{ quote }}”</small>{% endfor %}
<td>{{ o.gold | join("; ") if o.answerable else "not in the articles" }}
<td class="n">{{ "%.2f" | format(o.confidence) }}</tr>{% endfor %}
</table></html>
""")


def write_report(
    path: Path,
    run: dict[str, Any],
    outcomes: Sequence[Outcome],
    figures: Sequence[Figure],
    *,
    free: Set[str] | None,
) -> None:
    """Write the page; `free` are the sets whose texts may stand in it, None: all."""
    tables: dict[str, list[Figure]] = {}
    for figure in figures:
        tables.setdefault(figure.set, []).append(figure)
    answered = [o for o in outcomes if o.system == "footnote" and o.confidence is not None]
    wrong = sorted(
        (o for o in answered if not o.metrics["right if answered"]), key=lambda o: -(o.confidence or 0.0)
    )
    shown = [o if free is None or o.set in free else o.without_texts() for o in wrong[:_MOST_WRONG]]
    plots = [_recall(outcomes), _risk(answered), _latency(outcomes)]
    page = _PAGE.render(run=run, tables=tables, wrong=shown, plots=plots)
    path.write_text(page, encoding="utf8")


def _recall(outcomes: Sequence[Outcome]) -> str:
    def draw(axes: Axes) -> None:
        for (name, system), rows in grouped(outcomes).items():
            if name == NEWS:
                shares = [np.mean([row.metrics[f"recall@{k}"] for row in rows]) for k in (1, 5, 10)]
                axes.plot([1, 5, 10], shares, marker="o", label=system)
        axes.set(xlabel="k", ylabel="recall@k", title="news2022: is the right article among the first k?")
        _legend(axes)

    return _svg(draw)


def _risk(answered: Sequence[Outcome]) -> str:
    def draw(axes: Axes) -> None:
        for (name, _), rows in grouped(answered).items():
            points = risk_coverage(rows)
            axes.plot([x for x, _ in points], [y for _, y in points], label=name)
        axes.set(
            xlabel="share of questions answered", ylabel="share wrong of those", title="Risk and coverage"
        )
        _legend(axes)

    return _svg(draw)


def _latency(outcomes: Sequence[Outcome]) -> str:
    def draw(axes: Axes) -> None:
        for system in ("footnote", "naive"):
            times = [
                o.metrics["median ms"] / 1000
                for o in outcomes
                if o.system == system and o.confidence is not None
            ]
            if times:
                axes.hist(times, bins=40, alpha=0.6, label=system)
        axes.set(xlabel="seconds for an answer", ylabel="questions", title="Latency")
        _legend(axes)

    return _svg(draw)


def _legend(axes: Axes) -> None:
    """A legend where there is something to name."""
    if axes.get_legend_handles_labels()[0]:
        axes.legend()


def _svg(draw: Callable[[Axes], None]) -> str:
    canvas = Canvas(figsize=(8, 3.6), layout="constrained")
    draw(canvas.subplots())
    out = io.StringIO()
    canvas.savefig(out, format="svg", metadata={"Date": None})
    return out.getvalue()[out.getvalue().index("<svg") :]
