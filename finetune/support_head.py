"""Train the support head: a cross-encoder that says whether evidence bears a sentence out.

It learns from claims written for this project, on passages of the training splits and on news of our own:
true ones, half of them paraphrases, and ones made false by one change. Sentences falsified by rule
(`finetune.mutations`) come on top. A false claim and the true one that it differs least from are twins: they
are learnt from together, and the words in which they differ are known to be wrong.

    python -m finetune.support_head data DATA RUN
    python -m finetune.support_head train RUN              resumes from RUN/checkpoint.pt where it was cut off
    python -m finetune.support_head export RUN             int8 ONNX into index/weights
"""

import json
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import typer

from bench.sets import read_claims
from finetune.cross_encoder import Pair, add_commands, write_pairs
from finetune.evidence_head import WRITTEN, Passage, examples_of_sets, written_examples
from finetune.mutations import falsified, swapped, trimmed
from finetune.training import SEED
from index.head import SUPPORT
from index.words import WORD

WORDS = range(7, 45)
# How often a true claim is also held against other evidence of its article, and turned round by rule.
FOREIGN_SHARE = 0.12
SWAPPED_SHARE = 0.7
# Claims that share less of their words are no twins.
TWINS = 0.55
# How often a claim without a twin is learnt from.
LONE_SHARE = 0.4

app = typer.Typer(add_completion=False, help=__doc__)
add_commands(app, model=SUPPORT, passes=2, words=True)


@dataclass(frozen=True)
class Told:
    """A piece of evidence, claims that it bears out, and claims that it does not; `key` names its article."""

    evidence: str
    true: list[str]
    false: list[str]
    key: str = ""


def written_claims(data: Path) -> list[Told]:
    """The claims of `finetune/written`."""
    articles = (json.loads(line) for line in (WRITTEN / "news.jsonl").open(encoding="utf8"))
    own = {article["title"]: article["text"] for article in articles}
    found: dict[tuple[str, str], Told] = {}
    for claim in read_claims(WRITTEN / "claims.jsonl", data, own):
        told = found.setdefault((claim.key, claim.evidence), Told(claim.evidence, [], [], claim.key))
        (told.true if claim.true else told.false).append(claim.text)
    rows = (json.loads(line) for line in (WRITTEN / "evidence.jsonl").open(encoding="utf8"))
    news = [Told(row["evidence"], row["true"], [false["text"] for false in row["false"]]) for row in rows]
    return [*found.values(), *news]


def turned(all_told: list[Told], rng: random.Random) -> Iterator[Told]:
    """True claims with two names or numbers exchanged, and against other evidence of their article."""
    others: dict[str, list[str]] = defaultdict(list)
    for told in all_told:
        others[told.key].append(told.evidence)
    for told in all_told:
        near = others[told.key] if told.key else []
        foreign = [e for e in near if e not in told.evidence and told.evidence not in e]
        for claim in told.true:
            false = swapped(claim, told.evidence, rng)
            if false and false not in told.true and rng.random() < SWAPPED_SHARE:
                yield Told(told.evidence, [claim], [false])
            if foreign and rng.random() < FOREIGN_SHARE:
                yield Told(rng.choice(foreign), [], [claim])


def ruled_claims(passages: list[Passage], rng: random.Random) -> Iterator[Told]:
    """A sentence of each passage, as it is or shorter, and made false by rule."""
    for passage in passages:
        fit = [said.text for said in passage.said if len(said.text.split()) in WORDS]
        if not fit:
            continue
        sentence = rng.choice(fit)
        claim = trimmed(sentence, rng)
        false = falsified(claim, passage.text, rng)
        if false:
            yield Told(sentence, [claim], [false])


def pairs_of(all_told: list[Told], rng: random.Random) -> Iterator[Pair]:
    """Twins, each pair a group of its own, and some of the claims that have none."""
    group = 0
    for told in all_told:
        alone = dict.fromkeys(told.true, 1)
        for false in told.false:
            likeness, twin = max(((_likeness(true, false), true) for true in told.true), default=(0.0, ""))
            if likeness < TWINS:
                alone[false] = 0
                continue
            alone.pop(twin, None)
            group += 1
            yield _pair(twin, told.evidence, 1) | {"wrong": [], "group": group}
            yield _pair(false, told.evidence, 0) | {"wrong": differences(twin, false), "group": group}
        for claim, label in alone.items():
            if rng.random() < LONE_SHARE:
                yield _pair(claim, told.evidence, label) | ({"wrong": []} if label else {})


def differences(true: str, false: str) -> list[tuple[int, int]]:
    """Places in the false text where it differs from the true one; where words are missing, the next word."""
    found = list(WORD.finditer(false))
    spans = []
    for kind, _, _, first, last in _matcher(true, false).get_opcodes():
        if kind == "delete" and found:
            spans.append(found[min(first, len(found) - 1)].span())
        elif kind in {"replace", "insert"}:
            spans.append((found[first].start(), found[last - 1].end()))
    return spans


def _likeness(true: str, false: str) -> float:
    return _matcher(true, false).ratio()


def _matcher(true: str, false: str) -> SequenceMatcher[str]:
    before, after = ([word.lower() for word in WORD.findall(text)] for text in (true, false))
    return SequenceMatcher(None, before, after, autojunk=False)


def _pair(claim: str, evidence: str, label: int) -> Pair:
    return {"first": claim, "second": evidence, "label": label}


@app.command("data")
def write_data(data: Path, run: Path) -> None:
    """Write RUN/pairs.jsonl."""
    rng = random.Random(SEED)
    examples = [*written_examples(data), *examples_of_sets(data, "train")]
    passages = list(dict.fromkeys(example.passage for example in examples))
    told = written_claims(data)
    write_pairs(run, list(pairs_of([*told, *turned(told, rng), *ruled_claims(passages, rng)], rng)))


if __name__ == "__main__":
    app()
