"""Train the support head: a cross-encoder that says whether evidence bears a sentence out.

It learns from claims written for this project, on passages of the training splits and on news articles of our
own: true ones, half of them paraphrases, and ones made false by one change. Sentences falsified by rule
(`finetune.mutations`) come on top.

    python -m finetune.support_head data DATA RUN
    python -m finetune.support_head train RUN              resumes from RUN/checkpoint.pt where it was cut off
    python -m finetune.support_head export RUN             int8 ONNX into index/weights
"""

import json
import random
from collections.abc import Iterator
from pathlib import Path

import typer

from bench.sets import read_claims
from finetune.cross_encoder import SEED, Pair, add_commands, write_pairs
from finetune.evidence_head import WRITTEN, Passage, examples_of_sets, written_examples
from finetune.mutations import falsified, swapped, trimmed
from index.head import SUPPORT

WORDS = range(7, 45)
# Sentences taken from one passage for the changes by rule.
RULED = 1
# How often a true claim is also held against other evidence of its article.
FOREIGN_SHARE = 0.3

app = typer.Typer(add_completion=False, help=__doc__)
add_commands(app, model=SUPPORT, passes=2)


def written_claims(data: Path, rng: random.Random) -> Iterator[Pair]:
    """Claims from `finetune/written`, and the true ones against other evidence of the same article."""
    articles = (json.loads(line) for line in (WRITTEN / "news.jsonl").open(encoding="utf8"))
    own = {article["title"]: article["text"] for article in articles}
    claims = read_claims(WRITTEN / "claims.jsonl", data, own)
    others: dict[str, list[str]] = {}
    for claim in claims:
        others.setdefault(claim.key, []).append(claim.evidence)
    for claim in claims:
        yield _pair(claim.text, claim.evidence, int(claim.true))
        foreign = [e for e in others[claim.key] if e not in claim.evidence and claim.evidence not in e]
        if claim.true and foreign and rng.random() < FOREIGN_SHARE:
            yield _pair(claim.text, rng.choice(foreign), 0)
        turned = swapped(claim.text, claim.evidence, rng) if claim.true else None
        if turned:
            yield _pair(turned, claim.evidence, 0)


def ruled_claims(passages: list[Passage], rng: random.Random) -> Iterator[Pair]:
    """Sentences of passages, as they are or shorter, and made false by rule."""
    for passage in passages:
        fit = [said.text for said in passage.said if len(said.text.split()) in WORDS]
        for sentence in rng.sample(fit, min(RULED, len(fit))):
            claim = trimmed(sentence, rng)
            false = falsified(claim, passage.text, rng)
            if false:
                yield _pair(claim, sentence, 1)
                yield _pair(false, sentence, 0)


def _pair(claim: str, evidence: str, label: int) -> Pair:
    return {"first": claim, "second": evidence, "label": label}


@app.command("data")
def write_data(data: Path, run: Path) -> None:
    """Write RUN/pairs.jsonl."""
    rng = random.Random(SEED)
    examples = [*written_examples(data), *examples_of_sets(data, "train")]
    passages = list(dict.fromkeys(example.passage for example in examples))
    write_pairs(run, [*written_claims(data, rng), *ruled_claims(passages, rng)])


if __name__ == "__main__":
    app()
