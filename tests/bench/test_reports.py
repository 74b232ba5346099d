"""What the measuring programs write and print."""

import json
import subprocess
import sys
from pathlib import Path

from bench.figures import Outcome, as_rows, figures
from bench.report import write_report

ROOT = Path(__file__).resolve().parent.parent.parent


def outcomes(*, right: bool) -> list[Outcome]:
    metrics = {"right if answered": float(right), "median ms": 700.0}
    return [
        Outcome("squad2", "footnote", str(n), metrics, 0.4, True, f"Question {n} <b>?", "An answer", ["gold"])
        for n in range(12)
    ]


def test_the_page_holds_figures_plots_and_the_wrong_answers_and_nothing_from_elsewhere(
    tmp_path: Path,
) -> None:
    wrong = outcomes(right=False)
    secret = [
        Outcome("news2022 answers", "footnote", "n1", wrong[0].metrics, 0.9, True, "A question not ours", "x")
    ]
    run = {"commit": "abc", "measured": "today", "split": "report", "quick": False, "minutes": 1}
    page = tmp_path / "report.html"
    write_report(page, run, [*wrong, *secret], figures(wrong), free={"squad2"})
    text = page.read_text(encoding="utf8")
    assert text.count("<svg") == 3
    assert "Question 3 &lt;b&gt;?" in text
    assert "A question not ours" not in text
    assert "<script" not in text
    assert "http" not in text.replace("http://www.w3.org", "").replace("http://purl.org", "").replace(
        "http://creativecommons.org", ""
    ).replace("https://matplotlib.org", "")


def test_results_are_written_anew_without_the_texts_that_may_only_be_measured_on(tmp_path: Path) -> None:
    metrics = outcomes(right=False)[0].metrics
    secret = Outcome("news2022 answers", "footnote", "n1", metrics, 0.9, True, "A question not ours", "x")
    rows = as_rows([*outcomes(right=False), secret])
    run = {"commit": "abc", "measured": "today", "split": "report", "quick": False, "minutes": 1}
    (tmp_path / "measured.json").write_text(json.dumps(run | {"outcomes": rows}), encoding="utf8")
    command = [
        sys.executable,
        "-m",
        "bench.publish",
        str(tmp_path / "measured.json"),
        "--out",
        str(tmp_path / "x"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    assert "right if answered" in done.stdout
    for name in ("x.json", "x.html"):
        text = (tmp_path / name).read_text(encoding="utf8")
        assert "A question not ours" not in text
        assert "Question 3" in text
    assert "abc" in (tmp_path / "x.html").read_text(encoding="utf8")


def test_compare_marks_a_gain_that_is_sure(tmp_path: Path) -> None:
    for name, right in (("before", False), ("after", True)):
        document = {"outcomes": as_rows(outcomes(right=right))}
        (tmp_path / f"{name}.json").write_text(json.dumps(document), encoding="utf8")
    run = [sys.executable, "-m", "bench.compare", str(tmp_path / "before.json"), str(tmp_path / "after.json")]
    done = subprocess.run(run, capture_output=True, text=True, cwd=ROOT, check=True)
    (line,) = done.stdout.splitlines()
    assert "right if answered" in line
    assert "+1.000" in line
    assert line.endswith("*")


def test_compare_names_a_file_that_is_no_result(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("{}", encoding="utf8")
    run = [sys.executable, "-m", "bench.compare", str(tmp_path / "x.json"), str(tmp_path / "x.json")]
    done = subprocess.run(run, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
