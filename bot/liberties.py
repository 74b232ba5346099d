"""What a model takes upon itself when it words evidence: its own words, the same said twice, a loose end.

A claim may paraphrase. A small model that does so has mostly taken the question's word for it: asked when
the tax was kept, it turns "was abolished in 1924" into "was kept in 1924". So its own words must be
outweighed by how sure the support head is, and what it cannot vouch for is quoted instead.
"""

from collections import Counter
from collections.abc import Sequence

from bot.wording import Pair
from index.words import STOPWORDS, WORD, numbers

# Log-odds of the support head for a sentence in the evidence's words, and what each other word asks on top.
# On the choosing splits 151 sentences of the embedded model that were not the evidence word for word passed
# the check for claims, many of them wrong when read; some 30 pass this one too, and one of those is wrong.
_SURE = 2.0
_EACH_WORD = 2.0
# The support head's log-odds are taken for no more than this.
MOST_ODDS = 8.0
_SENTENCE_ENDS = (".", "!", "?", "…", '"', "'", ")")


def liberty(pair: Pair, odds: float) -> str | None:
    """Why a model's sentence (`pair.said`) is not to be shown, in a few words; None where it may.

    `odds` are the support head's log-odds that the quote bears it out.
    """
    spoken = WORD.findall(pair.said)
    if not pair.said.endswith(_SENTENCE_ENDS) or spoken[-1].lower() in STOPWORDS:
        return "broken off"
    there = pair.vocabulary
    twice = [word for word, count in Counter(pair.words).items() if count > max(1, there[word])]
    if twice:
        return f"said twice: {', '.join(twice)}"
    own = _own_words(pair)
    if odds < _SURE + _EACH_WORD * len(own):
        return f"in the model's own words: {', '.join(own)}" if own else "not clearly borne out"
    return None


def beyond_hope(pair: Pair) -> bool:
    """Whether the beginning of a sentence has more words of its own than any certainty outweighs."""
    return _SURE + _EACH_WORD * len(_own_words(pair)) > MOST_ODDS


def _own_words(pair: Pair) -> Sequence[str]:
    return [word for word in pair.words if word not in pair.vocabulary and not numbers(word)]
