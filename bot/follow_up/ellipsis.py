"""Half a question made whole by the one before it: "Why?", "And in 2019?", "What about the bridge?"."""

import re

from bot.follow_up.mentions import mentions

AUXILIARY = r"(?:do|does|did|is|are|was|were|has|have|had|will|would|can|could|may|might|should|must)"
# Such a word can take another's place: "when did it close" becomes "why did it close".
_HOW = r"(?:why|when|where|(?:since|until)\s+when|(?:for\s+)?how\s+long|how(?:\s+(?:often|come))?)"
_WHAT = (
    rf"(?:who|whom|whose|what|which|how(?:\s+(?:much|many|old|big|far))?|what\s+\w+|which\s+\w+"
    rf"|by\s+whom|{_HOW})"
)
_BARE = re.compile(
    rf"^\W*(?:and\s+|but\s+)?(?P<wh>(?:{_WHAT}|{_HOW})(?:\s+(?:else|exactly|not))?)"
    rf"(?:\s+(?:so|{AUXILIARY}\s+(?:that|this)(?:\s+(?:happen\w*|so|be|the\s+case))?))?\W*$",
    re.IGNORECASE,
)
_PREPOSITION = r"(?:in|on|at|for|from|by|with|to|near|during|before|after)"
_EXCHANGED = re.compile(
    rf"^\W*(?:(?:and\s+|but\s+)?(?:what|how)\s+about|and|but(?=\s+{_PREPOSITION}\b)|(?={_PREPOSITION}\b))"
    rf"\s*(?P<part>(?=\S)(?!(?:{_WHAT}|{_PREPOSITION}\s+{_WHAT}|{AUXILIARY}|then|so|also|it|he|she|they|tell"
    rf"|that)\b)"
    r"[^?!.]+?)\W*$",
    re.IGNORECASE,
)
# A longer part is a question of its own.
_LONGEST_PART = 6
_YEAR = re.compile(r"\b(?:1\d|20)\d\d\b")
_QUESTION_WORD = re.compile(rf"^\W*(?P<wh>{_HOW}|{_WHAT})\b\s*", re.IGNORECASE)


def completed(question: str, before: str) -> str | None:
    """The whole question, or None where it is no half one. `before` is the last question, standing alone."""
    before = re.split(r"\?\s+", before.strip().rstrip("?!. "))[-1]
    if not before:
        return None
    if bare := _BARE.match(question):
        return _asked_anew(bare["wh"], before)
    exchanged = _EXCHANGED.match(question)
    if exchanged and len(exchanged["part"].split()) <= _LONGEST_PART:
        return _exchanged(exchanged["part"], before)
    return None


def predicate(question: str) -> str:
    """What a question asks about without its question word: "closed the tunnel"."""
    return _QUESTION_WORD.sub("", question.strip().rstrip("?!. "))


def _asked_anew(wh: str, before: str) -> str:
    """The last question with another question word; the two side by side where it cannot be had so."""
    asked = _QUESTION_WORD.match(before)
    new, old = wh.lower().split()[0], asked["wh"].lower() if asked else ""
    rest = predicate(before)
    same = old.split()[:1] == [new]
    adverbial = re.fullmatch(_HOW, new) and (not asked or re.fullmatch(_HOW, old))
    if same or (adverbial and re.match(rf"{AUXILIARY}\b", rest, re.IGNORECASE)):
        return f"{wh} {rest[:1].lower()}{rest[1:]}?"
    return f"{wh}? {before}?"


def _exchanged(part: str, before: str) -> str:
    """The last question with what is of the same kind exchanged for the part; beside it where nothing is."""
    places: list[tuple[int, int]] = []
    if preposition := re.match(_PREPOSITION + r"\b", part, re.IGNORECASE):
        same = rf"\b{preposition.group()}\s+(?:the\s+)?[^\s,]+(?:\s+[^\W\d_a-z][\w'’-]*)*"
        places = [match.span() for match in re.finditer(same, before, re.IGNORECASE)]
    elif _YEAR.fullmatch(part):
        places = [match.span() for match in _YEAR.finditer(before)]
    else:
        named = part[0].isupper()
        alike = [m.text for m in mentions(before) if m.named == named and m.text in before]
        places = [(at := before.rindex(text), at + len(text)) for text in alike]
    if not places:
        return f"{before}{' ' if preposition else ', '}{part}?"
    start, end = max(places)
    return f"{before[:start]}{part}{before[end:]}?"
