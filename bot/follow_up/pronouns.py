"""Pronouns of a question replaced by what they stand for: "When did she say it?", "When did Ana Ruiz …"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.follow_up.mentions import Mention, Pronoun, mentions

# "It takes", "is it true": such an "it" stands for nothing, nor "there" in "is there any"; "do it" is a deed.
_EMPTY_IT = r"(?!\s+(?:takes?|took|taken|true|possible|that|rain\w*|snow\w*)\b)"
_BE = r"".join(
    rf"(?<!\b{verb}\s)" for verb in ("is", "are", "was", "were", "be", "been", "if", "that", "has", "will")
)
_PRONOUNS: tuple[tuple[Pronoun, re.Pattern[str]], ...] = (
    ("person", re.compile(r"\b(?:he|she|him|her|his|hers)\b", re.IGNORECASE)),
    ("several", re.compile(r"\b(?:they|them|their|theirs)\b", re.IGNORECASE)),
    ("thing", re.compile(rf"(?<!\bdo\s)(?<!\bdoing\s)\b(?:it|its)\b{_EMPTY_IT}", re.IGNORECASE)),
    (
        "place",
        re.compile(
            rf"{_BE}\bthere\b(?!\s+(?:is|are|was|were|has|have|will|a|an|any|to)\b)|\bthere(?=\W*$)",
            re.IGNORECASE,
        ),
    ),
)
_OWN = re.compile(r"^(?:his|its|their|hers|theirs)$", re.IGNORECASE)
# "Her" is "Ana's" before a noun, and "Ana" before a small word.
_BEFORE_NO_NOUN = re.compile(
    r"^\s*(?:$|[^\s\w]|(?:in|at|on|to|for|from|by|with|of|and|or|about|after|before|as|that|the|an?"
    r"|when|while|do|does"
    r"|did|is|was|were|has|had|have|will|would|can|could|so|this|during|because|into|over|more|most)\b)",
    re.IGNORECASE,
)
# What is surely of the kind goes before what may be of it and is twice as present.
_NEAR = 0.5
# Sets a name apart from a place: one that has been "there" is one, one that has been "he" is none.
_PERSON = {"person": True, "thing": False}


def points_outside(text: str) -> bool:
    """Whether a pronoun is in the text that stands for no name or thing before it in the same text."""
    own = mentions(text)
    return any(
        (at := pattern.search(text)) and not _inside(own, text[: at.start()], kind)
        for kind, pattern in _PRONOUNS
    )


def _inside(own: Sequence[Mention], before: str, kind: Pronoun) -> bool:
    return any(m.fits(kind) and m.text in before and (m.named or kind != "person") for m in own)


def resolve(text: str, foreground: Sequence[Mention]) -> tuple[str, list[Mention]]:
    """The text with the first pronoun of each kind replaced, and what each was taken for.

    `foreground` are the candidates, the most present first. A pronoun behind a name of the same
    question that it may stand for is left as it is, and so is one that nothing fits.
    """
    taken: list[Mention] = []
    changes: list[tuple[int, int, str]] = []
    own = mentions(text)
    for kind, pattern in _PRONOUNS:
        found = pattern.search(text)
        if found is None:
            continue
        before = text[: found.start()]
        if _inside(own, before, kind):
            continue
        # "What did she do to fight apartheid?": what the question names is someone else.
        said = [m for m in foreground if m.fits(kind) and not any(m.key & o.key for o in (*taken, *own))]
        meant = _best(said, kind)
        if meant is None:
            continue
        taken.append(replace(meant, person=_PERSON.get(kind, meant.person)))
        changes.append(
            (found.start(), found.end(), _standing_in(found.group(), text[found.end() :], kind, meant))
        )
    for start, end, word in sorted(changes, reverse=True):
        text = text[:start] + word + text[end:]
    return text, taken


def _best(candidates: Sequence[Mention], kind: Pronoun) -> Mention | None:
    """The first that is surely of the kind among those nearly as present as the first."""
    if not candidates:
        return None
    near = [m for m in candidates if m.weight >= _NEAR * candidates[0].weight]
    sure = [
        m
        for m in near
        if (m.person is True if kind == "person" else m.plural if kind == "several" else m.person is False)
    ]
    return (sure or near)[0]


def _standing_in(pronoun: str, behind: str, kind: Pronoun, meant: Mention) -> str:
    if kind == "place":
        return f"{'In' if pronoun[0].isupper() else 'in'} {meant.text}"
    own = _OWN.match(pronoun) or (pronoun.lower() == "her" and not _BEFORE_NO_NOUN.match(behind))
    name = meant.text
    if own:
        name += "’" if meant.plural and name.endswith("s") else "'s"
    return name
