"""What a run of indexing tells: how far it is, and at the end what it found."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Failure:
    """A document or article that was not indexed, and why."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: bytes of documents worked off, of all that there are, and articles so far."""

    done: int
    total: int
    articles: int


@dataclass(slots=True)
class Report:
    """What a run found. Titles of new, changed and removed articles; `unchanged` is a count.

    `foreign` holds source and language of articles that the embedded models do not understand, `ignored`
    the suffixes of files in formats that are not known, counted.
    """

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: int = 0
    removed: list[str] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    foreign: list[tuple[str, str]] = field(default_factory=list)
    ignored: dict[str, int] = field(default_factory=dict)
    embedded_chunks: int = 0
    seconds: float = 0.0
