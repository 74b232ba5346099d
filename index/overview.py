"""Questions for an overview: what is new, what happened in a period, which articles appeared then?

They are answered by a list of articles. A question that merely contains a date ("Who won on 2 October?",
"What happened to the ferry in October?") is none: every word of an overview must be accounted for, by the
words that name the period, by a frame that asks for news, and by a topic behind "about" or the like.
"""

import re
from dataclasses import dataclass
from datetime import date

from index.periods import Period, find_period
from index.words import content_stems

_ARTICLES = r"(?:articles|stories|reports|news(?:\s+(?:articles|stories|items))?|headlines|items)"
_RECENT = r"(?:(?:latest|newest|recent|new|breaking|main|top|big)\s+)"
# What asks for news by itself, so that no period need be named.
_NEWS = (
    rf"what(?:['’]?s|\s+is|\s+has\s+been|\s+was|\s+are)\s+(?:new|the\s+(?:{_RECENT}?(?:news|headlines)|latest))"
    rf"|what(?:['’]?s|\s+is|\s+was|\s+has\s+been)\s+in\s+the\s+(?:news|papers?|headlines)"
    rf"|(?:is|are|was|were|has|have)\s+there\s+(?:been\s+)?any(?:thing|\s+{_RECENT}?{_ARTICLES}|\s+updates)(?:\s+new)?"
    rf"|(?:(?:have|did)\s+you\s+(?:got?|have)\s+)?any(?:thing\s+new|\s+{_RECENT}?{_ARTICLES}|\s+updates)"
    rf"|(?:what(?:['’]?s|\s+is|\s+are)\s+)?(?:the\s+)?{_RECENT}{_ARTICLES}|(?:the\s+)?(?:news|headlines)"
    r"|what\s+(?:did|have)\s+(?:i|we)\s+miss(?:ed)?|(?:catch|bring)\s+(?:me|us)\s+up(?:\s+to\s+(?:date|speed))?"
)
# What asks for articles of the period that stands with it.
_APPEARED = (
    r"what(?:\s+(?:was|were|is|are|has\s+been|have\s+been|got))\s+(?:published|reported|printed|written|posted)"
    rf"|(?:what|which)\s+{_RECENT}?{_ARTICLES}\s+(?:(?:was|were|is|are|have\s+been|has\s+been|got)\s+"
    r"(?:there|published|reported|printed|written|posted|out|new)|appeared|came\s+(?:out|in)|made\s+the\s+news)"
    rf"|(?:show|list|give|tell|find|get)(?:\s+(?:me|us))?\s+(?:all\s+)?(?:of\s+)?(?:the\s+)?{_RECENT}?{_ARTICLES}"
    r"(?:\s+(?:published|that\s+appeared|written|printed|dated|there\s+(?:is|are|was|were)))?"
    rf"|(?:all\s+)?(?:the\s+)?{_RECENT}?{_ARTICLES}(?:\s+(?:published|written|printed|dated))?"
    r"|what\s+made\s+(?:the\s+)?(?:news|headlines)"
)
# "What happened to the ferry?" wants an answer; only a period may stand with these.
_HAPPENED = (
    r"what(?:\s+(?:has|have|had))?(?:\s+all)?\s+happened|what(?:['’]?s|\s+is|\s+was)\s+(?:happening|going\s+on)"
    r"|what(?:['’]?s|\s+(?:has|had|have))\s+been\s+(?:happening|going\s+on)|what\s+(?:went\s+on|took\s+place)"
    r"|(?:did|has)\s+(?:anything|something)(?:\s+(?:new|interesting|important))?\s+happen(?:ed)?"
)
_POLITE = re.compile(
    r"^(?:(?:hi|hello|hey|please|and|so|ok|okay|well)\b[\s,]*|(?:can|could|would)\s+you\s+(?:please\s+)?"
    r"(?=(?:tell|show|list|give|find|get|catch|bring)\b)|(?:can|could)\s+you\s+tell\s+(?:me|us)\s+"
    r"|(?:please\s+)?tell\s+(?:me|us)\s+(?=what\b)|do\s+you\s+know\s+)+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"[\s,]*(?:\b(?:please|recently|lately|so\s+far|then|exactly)\b)?[\s?!.,]*$", re.IGNORECASE
)
# Characters; whoever writes more asks for something particular.
_LONGEST = 150
# A topic is a few words and no clause.
_WORD = (
    r"(?!(?:that|which|who|whom|whose|what|why|when|where|how|if|whether|is|are|was|were|did|does|do|has|have|had"
    r"|said|says|will|would)\b)[\w'’&.-]+"
)
_TOPIC = rf"\s+(?:about|on|regarding|concerning|with|in|from)\s+(?P<topic>{_WORD}(?:\s+{_WORD}){{0,5}})"
_BY_ITSELF = re.compile(_NEWS, re.IGNORECASE)
_OF_A_PERIOD = re.compile(rf"(?:{_NEWS}|{_APPEARED}|{_HAPPENED})", re.IGNORECASE)
_ON_A_TOPIC = re.compile(rf"(?:{_NEWS}|{_APPEARED}){_TOPIC}", re.IGNORECASE)
_BEFORE_PERIOD = re.compile(
    r"(?:\b(?:in|(?<!going )(?<!went )on|during|over|within|from|for|of|at|as\s+of)\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"\bof\b", re.IGNORECASE)
_POSSESSIVE = re.compile(r"^['’]s\b")


@dataclass(frozen=True, slots=True)
class Overview:
    """What an overview is asked of: a period, or none for the newest of all, and a topic or "" for any."""

    period: Period | None
    topic: str


def asked_overview(question: str, *, as_of: date) -> Overview | None:
    """The overview that is asked for, or None where the question asks for anything more particular.

    A topic counts only together with a period: "What's new about the bridge?" wants an answer, not a list.
    """
    text = " ".join(question.split())
    if len(text) > _LONGEST:
        return None
    asked = find_period(text, as_of=as_of)
    if asked is None:
        return Overview(None, "") if _BY_ITSELF.fullmatch(_bare(text)) else None
    head = text[: asked.start]
    before = _BEFORE_PERIOD.search(head)
    named = text[before.start() if before else asked.start : asked.end]
    rest = _POSSESSIVE.sub("", text[asked.end :])
    bare = _bare(f"{head[: before.start()] if before else head} {rest}")
    if _OF_A_PERIOD.fullmatch(bare):
        return Overview(asked.period, "")
    found = _ON_A_TOPIC.fullmatch(bare)
    # "The budget of 2024" is a thing, not a time.
    if found is None or _ATTRIBUTE.match(named) or not content_stems(found["topic"]):
        return None
    return Overview(asked.period, found["topic"])


def _bare(text: str) -> str:
    """The question without what politeness puts around it."""
    return _POLITE.sub("", _TAIL.sub("", " ".join(text.split()).lstrip(" ,")))
