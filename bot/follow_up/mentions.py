"""Who and what a conversation speaks of, the most present first: what "she", "it" and "there" may mean."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from index.dates import MONTH, WEEKDAY
from index.words import STOPWORDS, content_stems

Pronoun = Literal["person", "thing", "several", "place"]
# Capitalized at the beginning of a sentence, and no part of the name that follows.
_OPENERS = frozenset(
    "after although among as because before besides by despite during even following for from further"
    " he however if"
    " in later like many more most much of on once one only other others since so some still such that"
    " then there"
    " though through under until unlike when where while with within without yes no not both each every"
    " all another"
    " did does was were is are has have had will would can could tell name list".split()
)
# Behind a name that begins a sentence: "Gonzalez grew up", "Burton's trek".
_VERB_BEHIND = re.compile(
    r"^(?:['’]s\b|\s+(?:is|was|has|had|will|would|also|then|grew|won|made|took|began|went|wrote|said"
    r"|says|[a-z]+ed)\b)"
)

# A subject is more present than what is told of it, and Wick in "the bridge of Wick" less; less, too, what
# belongs to something else: "its last loaf".
_SUBJECT, _OWNER, _OWNED_THING = 1.5, 0.6, 0.5

_WORD = r"[^\W\d_a-z][\w'’.\-]*\w"
_RUN = re.compile(
    rf"(?:{_WORD}|[A-Z])(?:(?:\s+(?:of|the|de|la|van|von|der|del|al|for|&)){{0,2}}\s+(?:{_WORD}"
    rf"|[A-Z]\.?|\d{{1,4}}\b))*"
)
_QUOTED = re.compile(r"[\"“]([^\"“”]{2,60})[\"”]")
_CALENDAR = re.compile(rf"^(?:{MONTH}|{WEEKDAY}s?)$", re.IGNORECASE)
_NO_PERSON = re.compile(
    r"\b(?:Council|University|College|School|Club|FC|United|League|Award|Awards|Prize|Band|Records"
    r"|River|Bridge"
    r"|Street|Road|Company|Trust|Fund|Board|County|City|Island|Church|Museum|Library|Show|Festival|Cup"
    r"|Party|Court"
    r"|Department|Association|Society|Institute|Committee|Act|War|House|Theatre|Theater|Station|Rescue"
    r"|Press)\b"
)
_PLACE_BEFORE = re.compile(r"\b(?:in|at|near|into|towards|around)\s+(?:the\s+)?$", re.IGNORECASE)
_IS = re.compile(r"^\W*(?:is|are|was|were)\s+$", re.IGNORECASE)
_PERSON_NOUN = (
    r"man|woman|boy|girl|mayor|teacher|director|singer|writer|driver|keeper|player|minister|president"
    r"|judge|king"
    r"|queen|author|owner|farmer|captain|steward|chairman|leader|winner|doctor|mother|father|wife"
    r"|husband|son|master"
    r"|daughter|brother|sister|friend|actor|actress|officer|caretaker|founder|chef|coach|organizer"
    r"|chief|ecologist"
)
_PERSON = re.compile(rf"(?:{_PERSON_NOUN})$")
_TITLE = (
    r"(?:Mr|Mrs|Ms|Dr|Sir|Captain|Mayor|President|Miss|Sheriff|Judge|Professor|Queen|King|Prince|Princess)\.?"
)
_TITLED = re.compile(rf"{_TITLE}\s")
_PERSON_BEFORE = re.compile(rf"\b(?:{_TITLE}|[a-z]*(?:{_PERSON_NOUN}))\s+$")
# Behind a person's name: "Otto Brandt said", "Ana Ruiz, 45,".
_SPEAKS = re.compile(r"^(?:,?\s+(?:said|says|told|added|who|whose|wrote|believes|thinks|hinted)\b|,\s\d\d\b)")
# "Burton's trek", "Barca's La Liga": the owner is named.
_OWNED = re.compile(r"['’](?:s\s.*|s?$)")
_ARTICLE = re.compile(r"\bthe\s+$", re.IGNORECASE)
_OF = re.compile(r"\b[a-z]+\s+of\s+$")
_GROUP = re.compile(r"(?:^the\s.*s$|&|\band\b)")
# A thing called by a common noun, up to the next small word: "the new bridge", "the cause of the fire".
_THING = re.compile(
    r"\b([Tt]he|[Aa]n?|[Ww]hich|his|her|its|their|this|that)\s+((?:[a-z][\w'’-]*\s+){0,2}?[a-z][\w'’-]*)"
    r"(?=\W*$|[,.;:?!]|\s+(?:[^a-z\s]|(?:of|in|at|on|to|for|from|by|with|is|was|are|were|and|or|that"
    r"|who|which|when"
    r"|after|before|be|been|has|have|had|will|would|did|does|do|as|about|into|over|last|a|an|the|it|he"
    r"|she|they)\b))",
)
_AUXILIARY = re.compile(r"\b(?:do|does|did|will|would|can|could|may|might|should|must)\s+$", re.IGNORECASE)
_EMPTY_NOUNS = frozenset(
    "article articles one ones thing things way time times year years day days week end beginning first"
    " second last"
    " same other others rest fact case reason name names number lot bit kind part anything something"
    " interesting".split()
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name or a thing as it was called.

    `weight` says how present it is just now, `lasting` how much the whole conversation is about it.
    `person` is None where neither its words nor a pronoun have told.
    """

    text: str
    weight: float
    named: bool
    person: bool | None
    plural: bool
    place: bool = False
    lasting: float = 0.0

    @property
    def key(self) -> frozenset[str]:
        """Stems of its words: "Zappa" and "Frank Zappa's" share one."""
        return frozenset(content_stems(self.text))

    @property
    def asked_about(self) -> bool:
        """Whether a question named it, not only an answer."""
        return self.lasting >= 1

    def fits(self, pronoun: Pronoun) -> bool:
        """Whether a pronoun of this kind may stand for it."""
        if pronoun == "person":
            return self.person is not False and not self.plural
        if pronoun == "place":
            return self.place
        if pronoun == "thing":
            # "Pellam & Daughters" are several and one firm.
            return self.person is not True and (self.named or not self.plural)
        return self.plural or self.named


def mentions(text: str, *, weight: float = 1.0) -> list[Mention]:
    """The names of a text, then what it calls by common nouns, each in the order of the text."""
    return [*_names(text, weight), *_things(text, weight)]


def _names(text: str, weight: float) -> Iterator[Mention]:
    quoted = [match.span(1) for match in _QUOTED.finditer(text)]
    for match in _RUN.finditer(text):
        words = match.group().split()
        before = text[: match.start()]
        begins = not before.strip() or before.rstrip(" \"'“”‘’([")[-1:] in {"", ".", "!", "?", ":", "\n"}
        article = words[0] == "The" or bool(_ARTICLE.search(before))
        while words and (
            words[0].lower() in STOPWORDS | _OPENERS or _CALENDAR.match(words[0]) or words[0][0].isdigit()
        ):
            words, begins = words[1:], False
        while words and (words[-1].lower() in STOPWORDS or words[-1] == "&"):
            words = words[:-1]
        behind = text[match.end() :]
        subject = bool(_VERB_BEHIND.match(behind)) or match.group().endswith(("'s", "’s"))
        if not words or (begins and len(words) == 1 and words[0][1:].islower() and not subject):
            continue
        name = _OWNED.sub("", " ".join(words)).rstrip(".")
        if len(name) < 2 or _CALENDAR.match(name):
            continue
        name = f"the {name}" if article else name
        place = bool(_PLACE_BEFORE.search(before))
        work = any(a <= match.start() < b for a, b in quoted)
        group = bool(_GROUP.search(name))
        thing = work or article or place or group or name.isupper() or bool(_NO_PERSON.search(name))
        speaks = bool(_PERSON_BEFORE.search(before) or _TITLED.match(name) or _SPEAKS.match(behind))
        present = weight
        if subject:
            present *= _SUBJECT
        elif _OF.search(before):
            present *= _OWNER
        person = False if thing else True if speaks else None
        yield Mention(name, present, named=True, person=person, plural=group, place=place)


def _things(text: str, weight: float) -> Iterator[Mention]:
    for match in _THING.finditer(text):
        words = match[2].split()
        before = text[: match.start()]
        # "Did the ferry sail?", "was the album popular": what stands last is told of the thing.
        if len(words) > 1 and (_AUXILIARY.search(before) or _IS.match(before)):
            words = words[:-1]
        if len(words) > 1 and re.search(r"(?:ed|en|ly)$", words[-1]):
            words = words[:-1]
        if words[-1] in _EMPTY_NOUNS or words[-1] in STOPWORDS:
            continue
        plural = words[-1].endswith("s") and not words[-1].endswith("ss")
        owned = match[1] in {"his", "her", "its", "their"}
        determiner = match[1] if owned else "the"
        person = bool(_PERSON.search(words[-1]))
        place = bool(_PLACE_BEFORE.search(before))
        present = weight * _OWNED_THING if owned else weight
        yield Mention(
            f"{determiner} {' '.join(words)}", present, named=False, person=person, plural=plural, place=place
        )
