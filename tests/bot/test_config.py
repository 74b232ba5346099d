from pathlib import Path

import pytest

from bot.config import PROJECT, Settings, load_settings
from bot.errors import ConfigError


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "config.yaml"
    path.write_text(text)
    return path


def test_the_shipped_file_holds_the_defaults() -> None:
    shipped = load_settings(PROJECT / "config.yaml", data=None, library=None)
    defaults = Settings()
    assert shipped.llm == defaults.llm
    assert shipped.embedding == defaults.embedding
    assert shipped.articles == [PROJECT / "articles"]
    assert shipped.data == PROJECT / "data"


def test_paths_start_at_the_folder_of_the_file(tmp_path: Path) -> None:
    settings = load_settings(write(tmp_path, "articles: [news]\ndata: store\n"), data=None, library="finance")
    assert settings.articles == [tmp_path / "news"]
    assert settings.data == tmp_path / "store"
    assert settings.library == "finance"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("artikles: [news]\n", "artikles is no setting; did you mean articles?"),
        ("llm:\n  modell: x\n", "llm.modell is no setting; did you mean llm.model?"),
        ("llm:\n  threads: many\n", "llm.threads: 'many' is not valid"),
        ("library: a/b\n", "library: 'a/b' is not valid"),
        ("- a\n- b\n", "must hold `key: value` lines"),
        ("llm: [\n", "cannot be read"),
    ],
)
def test_a_wrong_setting_is_named_with_the_fix(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_settings(write(tmp_path, text), data=None, library=None)
    assert says in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nowhere\.yaml does not exist"):
        load_settings(tmp_path / "nowhere.yaml", data=None, library=None)
