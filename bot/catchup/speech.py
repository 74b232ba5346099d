"""What a sentence of a chat does: ask, decide, propose, agree, announce a date, or only pass the time.

Rules over English words, in tables of patterns that are matched in any case. Each table says what one kind
of sentence is made of; the functions below say how the tables play together.
"""

import re
from collections.abc import Iterable

from index.asked import asks_yes_or_no, may_answer
from index.dates import MONTH, WEEKDAY
from index.sentences import split_sentences
from index.words import content_stems, stem


def _somewhere(*patterns: str) -> re.Pattern[str]:
    """One of the patterns as words anywhere."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)


def _at_first(*patterns: str) -> re.Pattern[str]:
    """One of the patterns as the first words."""
    return re.compile(rf"^\W*(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)


URL = re.compile(r"https?://[^\s<>\"“”|]+[^\s<>\"“”|.,;:!?)\]}'’]")
_MENTION = re.compile(r"<[@#][!&]?\w+>|@[\w.-]+")
_CAME_OR_WENT = re.compile(
    r"^\W*[\w .#-]{0,60}\b(?:has )?(?:joined|left|was (?:added|removed)|changed the (?:topic|subject))"
    r"(?: (?:to|from))?(?: the (?:channel|group|chat|server|conversation|room))?\W*$",
    re.IGNORECASE,
)
# Words that pass the time, thank, greet and agree: no message lives of them alone.
_CHATTER = frozenset(
    map(
        stem,
        "lol lmao rofl haha hahaha hehe xd omg wow ugh ouch hmm hm oh ah aww yay yeah yep yup nope nah yes ok"
        " okay okey sure fine great good nice cool awesome amazing perfect lovely super right true exactly"
        " thanks thank thx ty cheers please pls sorry welcome hi hello hey hiya yo sup hiii morning evening"
        " night gn gn8 bye cu afk brb gg wp nm idk well done hero star legend love luck rude same btw lets"
        " let's get got go going back soon later coffee first all everyone guys team folks u im i'm you're"
        " that's it's what's here there see work works lgtm fyi imo anyway too dont don't know".split(),
    )
)
# A message says something from so many words on that are none of these.
_FEWEST_WORDS = 2
# "fffffff": one letter over and over is no word.
_KEYBOARD = re.compile(r"^(\w)\1{3,}$")

_YES = "yes yeah yep yup ok okay sure agree agreed perfect great good fine deal done right exactly".split()
_ASSENT = _at_first(
    *_YES,
    *("absolutely", "definitely", "understood", "approved", "lgtm", "makes sense", "no objections?"),
    *("will do", "do it", "go for it", "count me in", "i'?m in", "let'?s do (?:it|that)"),
    *("sounds? (?:good|great|fine)", "works? for me", "(?:fine|ok|okay) (?:with|by|for) me"),
)
_ASSENTING_SIGNS = re.compile(r"^\s*(?:\+1|👍|✅|👌|💯|🎉)")
_DISSENT = _at_first(
    r"no(?!\W*(?:good|fine|objection|problem|worries))",
    *("nope", "nah", "disagree", "i disagree", "hmm", "but", "rather not", "not (?:sure|yet|for me)"),
    *("(?:i )?don'?t (?:like|think|want)", "(?:i )?can'?t"),
)
_DISSENTING_SIGNS = re.compile(r"^\s*(?:-1|👎)")
_UNKNOWING = _somewhere(
    *("idk", "dunno", "no (?:idea|clue)", "not sure", "don'?t know", "good question", "ping"),
    *("(?:i'd|i would) have to (?:look|check|ask)", "let me (?:look|check|ask)"),
    *("i(?:'ll| will) (?:look|check|ask|find out)", "wondering the same", "same question"),
)
_SOLVED = _somewhere(
    *("never ?mind", "found it", "solved", "fixed it", "got it", "that (?:fixed|did|helped|worked)")
)

_ANYONE = "(?:any|some)(?:one|body)"
# Begins a question that is written without its mark, after words like "btw" and a name.
_ASKS = re.compile(
    r"^(?:(?:so|and|btw|also|ok|hey|hi|sorry|quick question)\W+)*(?:@[\w .-]+?\W+)?(?:"
    + "|".join(
        (
            rf"(?:does|do|did|has|have|is|are|can|could|will|would) {_ANYONE}",
            rf"{_ANYONE} (?:know|here|have|has|got|able|up for)",
            r"who(?:'s| is| has| can| will| wants| knows)",
            r"when (?:is|are|do|does|will|should)",
            r"where (?:is|are|do|does|can|should)",
            r"how (?:do|does|can|should|much|many|long)",
            r"(?:can|could|would|will) you",
            r"(?:should|shall|do|can) we",
        )
    )
    + r")\b",
    re.IGNORECASE,
)
# Asked for the sake of talking: the whole sentence is little more than this.
_RHETORICAL = re.compile(
    r"^\W*(?:how(?:'s| are| is) (?:it|you|everyone|things|life)|what'?s up|sup|you (?:too|ok)|really|right"
    r"|seriously|who knows|who cares|you know|isn'?t it|why not|what|huh|lol|eh)\b[^?]{0,12}\?*$",
    re.IGNORECASE,
)
_FEWEST_ASKED = 2

# What leaves a decision open, takes it back or makes it depend on something.
_UNDECIDED = _somewhere(
    r"(?:not|never|nothing|nobody|yet to|\w+n'?t) (?:\w+ ){0,2}"
    r"(?:decided|agreed|settled|final|confirmed|approved)",
    *("if", "whether", "unless", "until we", "maybe", "perhaps", "might", "could", "should", "would"),
    *("(?:have|need|ought) to (?:decide|agree|settle)", "must (?:decide|agree|settle)"),
    "to be (?:decided|confirmed)",
)
_DECIDED = _somewhere(
    *("decided", "it'?s settled", "that'?s settled", "is settled", "(?:the )?decision(?: is)?:?"),
    *("we(?:'ve| have)? agreed", "agreed(?: then)?:", "conclusion:", "resolved:", "change of plans?"),
    r"(?:is|are|it'?s|now) (?:final|official|approved|signed off|cancell?ed|postponed)",
    r"(?:has|have) been (?:approved|cancell?ed|postponed|moved)",
    r"(?:i|we)(?:'m| am|'re| are)? cancell?(?:ed|ing)",
)
_WE_DO = (
    "move postpone cancel skip drop keep take use meet ship release publish start stop rent buy hire switch"
)
_SETTLES = _somewhere(
    *(
        "we(?:'ll| will| won'?t)",
        "we(?:'re| are) going to",
        "let'?s (?:go with|stick (?:to|with)|keep|make it)",
    ),
    r"(?:we|i)(?:'re| are|'m| am)? (?:go|going|went) (?:with|for)",
    rf"we (?:{'|'.join(_WE_DO.split())})",
)
# "OK it's June 14 then", "Saturday it is", "No slide this year".
_SETTLES_SHORTLY = re.compile(
    r"^\W*(?:ok|okay|right|good|great|so|then|alright)\b.*\bthen[.!]*$|\bit is[.!]*$"
    r"|^\W*(?:ok|okay|right|good|great|so|alright)\W+(?:it'?s|that'?s|we)\b"
    r"|^no \w+(?: \w+)? (?:this|any ?more|for now|then)\b",
    re.IGNORECASE,
)
_PROPOSES = _somewhere(
    *("let'?s", "(?:how|what) about", "(?:shall|should|can|do) we", "why don'?t we", "we (?:could|should)"),
    *("i(?:'d| would)? (?:suggest|propose|vote|say)", "proposal:", "anyone against", "any objections?"),
)

_DAY = "|".join(
    (
        rf"{WEEKDAY}s?",
        *(
            "tomorrow",
            "tonight",
            "today",
            "next (?:week|month|year)",
            "end of (?:the )?(?:day|week|month|year)",
        ),
        "(?:this|next) (?:weekend|morning|afternoon|evening)",
        rf"{MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?",
        rf"\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {MONTH}",
        *(r"the \d{1,2}(?:st|nd|rd|th)", r"20\d\d-\d\d-\d\d"),
    )
)
_HOUR = r"\d{1,2}[:.]\d\d|\d{1,2} ?[ap]\.?m|noon|midnight|\d{1,2} o'?clock"
_HAS_DAY, _HAS_HOUR = _somewhere(_DAY), _somewhere(_HOUR)
_PAST = _somewhere(
    *("yesterday", r"last (?:night|week|month|year|time|\w+day)", "ago", "this morning", "since"),
    *("was", "were", "had", "went", "happened", "did", "used to"),
)
_COMMITS = _somewhere("i(?:'ll| will|'m going to| am going to)", r"i can \w+")
_FIRST_PERSON = _somewhere(
    "i", "i'm", "i'll", "i've", "me", "mine", "we", "us", "nobody", "no one", "everyone", "both"
)
# An answer that begins so, or has fewer words, is understood only with its question.
_LEANS = _at_first(
    *("it", "they", "he", "she", "that", "this", "those", "these", "nobody", "no one", "none", "both"),
    *("neither", "about", "i have", "we have"),
)
_SHORT = 8


def sentences(text: str) -> list[str]:
    """The sentences of a message."""
    return [sentence.text for sentence in split_sentences(text)]


def says_something(text: str) -> bool:
    """Whether a message is more than small talk, a greeting, an emoji, or somebody's coming and going."""
    if not text.strip() or _CAME_OR_WENT.match(text.strip("*_ ")):
        return False
    if URL.search(text) or any(map(asks, sentences(text))):
        return True
    words = set(content_stems(_MENTION.sub(" ", _straight(text))))
    return sum(word not in _CHATTER and not _KEYBOARD.match(word) for word in words) >= _FEWEST_WORDS


def asks(sentence: str) -> bool:
    """Whether a sentence wants something known or done, and not for the sake of talking."""
    bare = URL.sub(" ", _straight(sentence))
    if _RHETORICAL.match(bare) or len(bare.split()) < _FEWEST_ASKED or not content_stems(bare):
        return False
    return bare.rstrip(' )*_!"”').endswith("?") or _ASKS.search(bare) is not None


def decides(sentence: str) -> float:
    """How plainly a sentence says what has been decided: 2 in so many words, 1 by its manner, 0 not."""
    said = _straight(sentence)
    if "?" in said or _UNDECIDED.search(said) or asks(said):
        return 0.0
    if _DECIDED.search(said):
        return 2.0
    return 1.0 if _SETTLES.search(said) or _SETTLES_SHORTLY.search(said) else 0.0


def proposes(sentence: str) -> bool:
    """Whether a sentence puts something forward that others may agree to."""
    return _PROPOSES.search(_straight(sentence)) is not None


def assents(text: str) -> bool:
    """Whether a message agrees to what stands before it."""
    agrees = _ASSENTING_SIGNS.search(text) or _ASSENT.search(_straight(text))
    return agrees is not None and not dissents(text)


def dissents(text: str) -> bool:
    """Whether a message objects to what stands before it."""
    return (_DISSENTING_SIGNS.search(text) or _DISSENT.search(_straight(text))) is not None


def leans(text: str) -> bool:
    """Whether an answer makes sense only with its question: "Yes, Monday", "They sold it"."""
    return len(text.split()) < _SHORT or assents(text) or dissents(text) or _LEANS.search(text) is not None


def announces(sentence: str) -> float:
    """How plainly a sentence says when something will be: 2 with day and hour, 1 with one of them.

    A half where somebody says what they will do, without a date.
    """
    said = _straight(sentence)
    if asks(said) or _PAST.search(said):
        return 0.0
    dated = (_HAS_DAY.search(said) is not None) + (_HAS_HOUR.search(said) is not None)
    return float(dated) or (0.5 if _COMMITS.search(said) else 0.0)


def solves(text: str) -> bool:
    """Whether somebody who asked needs no answer any more."""
    return _SOLVED.search(_straight(text)) is not None


def can_answer(question: str, text: str) -> bool:
    """False where a message knows nothing, or holds nothing of the kind that is asked for."""
    if _UNKNOWING.search(_straight(text)):
        return False
    return may_answer(question, text) or _FIRST_PERSON.search(_straight(text)) is not None


_YES_OR_NO = _at_first(*_YES, "of course", "no", "nope", "nah", "not")
_CHOOSES = re.compile(r"\bwhat|\bwho|\bwhere|\bwhen|\bhow|\bwhich|\bwhy", re.IGNORECASE)


def says_yes_or_no(question: str, text: str) -> bool:
    """Whether a message answers a question by yes or no, and the question can be answered so."""
    can_be = asks_yes_or_no(question) or _CHOOSES.search(question) is None
    return can_be and _YES_OR_NO.search(text) is not None


def addressee(text: str, authors: Iterable[str]) -> str:
    """Whom a message speaks to by name ("@Omar can you", "Tom, do you"), among the authors; "" for all."""
    for author in sorted(authors, key=len, reverse=True):
        for name in _names(author):
            called = re.escape(name)
            calls = rf"@{called}\b|(?:^|[.!?]\s+|\b(?:hey|hi|and|so|thanks) ){called}[,:]|, {called}\?"
            if re.search(calls, text, re.IGNORECASE):
                return author
    return ""


def names_person(text: str, author: str) -> bool:
    """Whether a message names an author, by the whole name or the first."""
    return any(re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE) for name in _names(author))


def _names(author: str) -> list[str]:
    """The whole name and the first, where there is any."""
    return [author, *author.split(maxsplit=1)[:1]] if author.strip() else []


def _straight(text: str) -> str:
    """The text with plain apostrophes, as the tables have them."""
    return text.replace("’", "'")
