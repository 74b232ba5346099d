"""Settings: the only reader of config.yaml and of the environment."""

import difflib
import os
from pathlib import Path
from typing import Annotated, Any

import yaml
from platformdirs import user_data_path
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.errors import ConfigError
from bot.gate import Answering

PROJECT = Path(__file__).resolve().parent.parent
SAMPLES = PROJECT / "articles"
CONFIG_NAME = "config.yaml"
LLM_KEY = "FOOTNOTE_LLM_KEY"


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class EmbeddingSettings(_Section):
    """What turns text into vectors."""

    model: str = Field(default="embedded", description="`embedded`, or a sentence-transformers folder")


class LlmSettings(_Section):
    """What words the answers."""

    model: str = Field(
        "embedded",
        description="`embedded`, a GGUF path, `hf:owner/repo:file.gguf`, or the server's model name",
    )
    server: str | None = Field(default=None, description="URL of an OpenAI-compatible server, with its /v1")
    context_tokens: Annotated[int, Field(ge=1024, le=131_072)] = Field(
        default=2048, description="tokens that the model may see at once; more memory, more evidence"
    )
    threads: Annotated[int, Field(ge=1, le=256)] | None = Field(
        default=None, description="threads of the local model; empty: one for each core"
    )


class Settings(_Section):
    """Everything in config.yaml; relative paths start at the folder that the file lies in."""

    articles: list[Path] = Field(default=[Path("articles")], description="folders and files to index")
    data: Path = Field(default=Path("data"), description="where the library is kept")
    library: str = Field(default="default", pattern=r"^[\w-]{1,64}$", description="which library to use")
    answering: Answering = Field(
        default="balanced", description="how sure an answer must be: `strict`, `balanced` or `eager`"
    )
    embedding: EmbeddingSettings = Field(default_factory=EmbeddingSettings)
    llm: LlmSettings = Field(default_factory=LlmSettings)


def load_settings(path: Path | None, *, data: Path | None, library: str | None) -> Settings:
    """Settings from a file, with what the command line overrides.

    Without `path` it is config.yaml of the current folder, else of the project, else the defaults with the
    library in the user's data folder. Raises ConfigError naming the key, and the nearest one for a typo.
    """
    if path is not None and not path.is_file():
        raise ConfigError(f"--config: {path} does not exist; give the path of a config.yaml.")
    here = [p for p in (Path.cwd() / CONFIG_NAME, PROJECT / CONFIG_NAME) if p.is_file()]
    chosen = path or (here[0] if here else None)
    values = _read(chosen) if chosen else {"data": str(user_data_path("footnote")), "articles": []}
    if library is not None:
        values["library"] = library
    try:
        settings = Settings.model_validate(values)
    except ValidationError as error:
        raise ConfigError(_explain(error, chosen)) from error
    base = chosen.resolve().parent if chosen else Path.cwd()
    return settings.model_copy(
        update={
            "articles": [(base / folder.expanduser()).resolve() for folder in settings.articles],
            "data": (data or base / settings.data.expanduser()).resolve(),
        }
    )


def llm_key() -> str | None:
    """The model server's key; secrets come from the environment alone."""
    return os.environ.get(LLM_KEY)


def setting_names(model: type[BaseModel] = Settings, prefix: str = "") -> list[str]:
    """Every key of config.yaml, dotted."""
    found: list[str] = []
    for name, field in model.model_fields.items():
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            found.extend(setting_names(inner, f"{prefix}{name}."))
        else:
            found.append(prefix + name)
    return found


def _read(path: Path) -> dict[str, Any]:
    try:
        values = yaml.safe_load(path.read_text(encoding="utf8")) or {}
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        reason = " ".join(str(error).split())
        raise ConfigError(
            f"{path} cannot be read ({reason}); mend it, or start from the README's."
        ) from error
    if not isinstance(values, dict):
        raise ConfigError(f"{path} must hold `key: value` lines; it holds a {type(values).__name__}.")
    return values


def _explain(error: ValidationError, path: Path | None) -> str:
    first = error.errors()[0]
    key = ".".join(str(part) for part in first["loc"])
    where = path.name if path else "the command line"
    if first["type"] == "extra_forbidden":
        near = difflib.get_close_matches(key, setting_names(), n=1, cutoff=0.5)
        section = [name for name in setting_names() if name.rpartition(".")[0] == key.rpartition(".")[0]]
        hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(section or setting_names())}."
        return f"{where}: {key} is no setting; {hint}"
    return f"{where}: {key}: {first['input']!r} is not valid ({first['msg']})."
