"""Does this sentence say no more than that quote?

First the strict part, word by word: every number, date, quotation and capitalized name must stand in the
quote. What is left is weighed: a head that was trained on true and false claims says whether the quote bears
the sentence out, and the departures of its wording (`bot.wording`) speak beside it. What is rejected is
replaced by the quote itself, which is always true to the article.
"""

import re
from collections.abc import Sequence

from bot.liberties import MOST_ODDS, beyond_hope, liberty
from bot.wording import Departures, Pair, departures, flat
from index.odds import log_odds
from index.protocols import Supporter
from index.words import STOPWORDS, WORD, demonym, names, numbers, stem

# The sentence is borne out where the head's log-odds, the departures and the intercept do not add up to less
# than zero: logistic regression on bench/statements/choose.jsonl (`finetune.verification`), rounded. The
# intercept lets 85 % of the true claims pass; roles weigh a little more than was fitted.
_HEAD = 0.55
_WEIGHTS = (5.0, -3.45, -3.8, -0.63, -2.2, -3.2, -1.25)
_INTERCEPT = 0.43
NOT_BORNE_OUT = "not borne out by the evidence"
# What the departures are called where they weigh most against a sentence, in their order.
REASONS = (
    "in other words than the evidence",
    "mostly of things that are not in the evidence",
    "the opposite of what the evidence says",
    "more certain than the evidence",
    "a name or number given to something else",
    "two things in each other's place",
    "a name or number in another's place",
)
# Two letters spell too much to stand for the middle of a name.
_SHORT = 2
# Words that begin a sentence, are spelt like a name there, and are none.
_OPENERS = frozenset(
    "according although though after before during since because despite following instead however many"
    " several some people once while given unlike like amid among another every most much only still then"
    " thus today yesterday now soon later earlier within across along around besides beyond except inside"
    " near outside past regarding throughout toward towards via whenever wherever except including based"
    " as asked speaking there almost nearly about roughly approximately fewer more less half two three"
    " four five six seven eight nine ten violators authorities officials police researchers scientists"
    " experts residents workers children men women students voters doctors investigators prosecutors"
    " passengers visitors members critics supporters owners water nobody none no one everyone anyone both"
    " either neither few all any each starting beginning together jurors graduates undergraduates".split()
)
# Titles as news writes them before names, by their stems.
_TITLES = {
    stem(long): short
    for long, short in (
        *(("governor", "gov"), ("senator", "sen"), ("representative", "rep"), ("professor", "prof")),
        *(
            ("general", "gen"),
            ("lieutenant", "lt"),
            ("colonel", "col"),
            ("sergeant", "sgt"),
            ("doctor", "dr"),
        ),
        *(("captain", "capt"), ("president", "pres"), ("reverend", "rev")),
    )
}
_QUOTATION = re.compile(r"[\"“]([^\"“”]+)[\"”]")


class Verifier:
    """Holds sentences against quotes, with a head for their meaning."""

    def __init__(self, head: Supporter) -> None:
        self._head = head

    def rejection(self, sentence: str, quote: str) -> str | None:
        """Why the quote does not bear the sentence out, in a few words; None where it does."""
        return self.rejections(sentence, [quote])[0]

    def rejections(self, sentence: str, quotes: Sequence[str], *, drafted: bool = False) -> list[str | None]:
        """The same for several quotes, each on its own; `drafted` is what a model has worded."""
        pairs = [Pair(flat(sentence), flat(quote)) for quote in quotes]
        reasons = [strange(pair) for pair in pairs]
        # What stands there word for word needs no judging.
        open_ = [at for at, pair in enumerate(pairs) if reasons[at] is None and pair.said != pair.stands]
        scores = self._head.score(flat(sentence), [pairs[at].stands for at in open_]) if open_ else []
        for at, score in zip(open_, scores, strict=True):
            odds = head_odds(score)
            weighed = weigh(departures(pairs[at]))
            if _HEAD * odds + sum(weighed.values()) + _INTERCEPT < 0:
                gravest = min(weighed, key=lambda reason: weighed[reason])
                reasons[at] = gravest if weighed[gravest] < 0 else NOT_BORNE_OUT
            elif drafted:
                reasons[at] = liberty(pairs[at], odds)
        return reasons

    def beyond_hope(self, beginning: str, quotes: Sequence[str]) -> bool:
        """Whether no quote can bear out a model's sentence that begins like this, however it goes on."""
        pairs = [Pair(flat(beginning), flat(quote)) for quote in quotes]
        return all(_unknown_names(pair) or beyond_hope(pair) for pair in pairs)


def head_odds(score: float) -> float:
    """The head's probability as log-odds, within bounds."""
    return max(-MOST_ODDS, min(MOST_ODDS, log_odds(score)))


def weigh(departed: Departures) -> dict[str, float]:
    """What each departure adds to the log-odds that a sentence is borne out, by its name for readers."""
    return {
        name: weight * value for name, weight, value in zip(REASONS, _WEIGHTS, departed.values, strict=True)
    }


def strange(pair: Pair) -> str | None:
    """What stands in the sentence and not in the quote, of the things that must."""
    if not pair.words:
        return "says nothing"
    return next((reason for check in _STRICT if (reason := check(pair))), None)


def _stems(name: str) -> set[str]:
    return {stem(word) for word in WORD.findall(name)}


def _capitalized(text: str) -> list[str]:
    """Names, and the first word of the sentence unless it is one of the language's common words."""
    first = WORD.search(text)
    word = first.group() if first else ""
    common = word.lower() in STOPWORDS | _OPENERS or not word[:1].isupper() or bool(numbers(word))
    return names(text) if common else [word, *names(text)]


def _acronyms(text: str) -> set[str]:
    """What the capitals of neighbouring names spell: "Food and Drug Administration", "fda"."""
    runs = re.findall(r"[A-Z][\w'-]*(?:\s(?:(?:and|of|for|the|on)\s)*[A-Z][\w'-]*)+", text)
    initials = ("".join(word[0] for word in run.split() if word[0].isupper()).lower() for run in runs)
    return {
        run[a:b]
        for run in initials
        for a in range(len(run) - 1)
        for b in range(a + 2, len(run) + 1)
        if b - a > _SHORT or b == len(run)
    }


def _unknown_numbers(pair: Pair) -> str | None:
    unknown = numbers(pair.said) - numbers(pair.stands)
    return f"number not in the evidence: {', '.join(sorted(unknown))}" if unknown else None


def _unknown_names(pair: Pair) -> str | None:
    titles = {title for title, short in _TITLES.items() if short in pair.vocabulary}
    known = pair.vocabulary.keys() | _acronyms(pair.stands) | titles
    named = {stem(name) for name in names(pair.stands)}
    strangers = [
        name
        for name in _capitalized(pair.said)
        if any(
            part not in known and not any(demonym(part, other) for other in named) for part in _stems(name)
        )
    ]
    return f"name not in the evidence: {', '.join(strangers)}" if strangers else None


def _unknown_quotations(pair: Pair) -> str | None:
    quoted = (quotation.strip(" ,.;") for quotation in _QUOTATION.findall(pair.said))
    strangers = [quotation for quotation in quoted if quotation not in pair.stands]
    return f"quotation not in the evidence: {strangers[0]}" if strangers else None


_STRICT = (_unknown_numbers, _unknown_names, _unknown_quotations)
