"""Which sentences of the passages state something, and which of them may answer: what the head looks at."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.article import Article, Passage, Quote
from index.asked import asks_for_more, may_answer
from index.dates import parse_date
from index.sentences import Sentence, split_sentences
from index.words import content_stems

# Sentences that the head looks at for one question: it takes about 5 ms for each on 2 cores. Of the earlier
# half of the news questions the best sentence holds the answer in 58 % with 12 and in 56 % with 10; 16 bring
# the right article to the top no more often, and 8 find the answer among the first three a little less often.
_MOST = 12
# What standing in the first passage counts among them, in shares of the question's words; half of it in the
# second, and so on. From 0.3 to 1 the earlier half of the news questions keeps as many right sentences; less
# leaves room for what other articles say.
_FIRST = 0.3
# A shorter line is a heading or a fragment.
_FEWEST_WORDS = 3
# A line that ends without a mark is a heading too, or a byline ("Ana Ruiz, Business"), unless it is long.
_LONGEST_LINE = 12
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’)\]]*$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer, the one before it, and where in which passage it begins.

    `shared` is the share of the question's content words that stand in it; `of_kind` says whether it holds
    the kind of thing that the question asks for.
    """

    quote: Quote
    before: str
    shared: float
    of_kind: bool
    passage: Passage
    start: int


def find_candidates(question: str, passages: Sequence[Passage]) -> list[Candidate]:
    """The sentences that share most with the question, those of better passages first among equals.

    A sentence that asks, or that only gives the question back, is none.
    """
    asked = set(content_stems(question))
    if not asked:
        return []
    ranked: list[tuple[float, int, Candidate]] = []
    for rank, passage in enumerate(passages):
        for sentence, before in statements(passage.text, passage.article):
            text = sentence.text
            told = set(content_stems(text))
            if told <= asked and asks_for_more(question):
                continue
            shared = len(asked & told) / len(asked)
            of_kind = may_answer(question, text)
            candidate = Candidate(
                Quote(passage.article, text), before, shared, of_kind, passage, sentence.start
            )
            ranked.append((shared + _FIRST / (1 + rank) + of_kind, len(ranked), candidate))
    ranked.sort(key=lambda item: (-item[0], item[1]))
    return [candidate for _, _, candidate in ranked[:_MOST]]


def sayable(text: str, article: Article) -> Iterator[Sentence]:
    """The sentences of an article's text that tell something; headers and fragments are left out."""
    for sentence in split_sentences(text):
        if len(sentence.text.split()) >= _FEWEST_WORDS and not _is_header(sentence.text, article):
            yield sentence


def statements(text: str, article: Article) -> Iterator[tuple[Sentence, str]]:
    """The sentences of a text that state something, each with the one before it; what asks states nothing."""
    before = ""
    for sentence in sayable(text, article):
        if not sentence.text.endswith("?"):
            yield sentence, before
        before = sentence.text


def _is_header(text: str, article: Article) -> bool:
    """A headline, a byline or a caption says what an article is about, and answers nothing."""
    if not _SENTENCE_END.search(text) and len(text.split()) < _LONGEST_LINE:
        return True
    return text == article.title or text in article.authors or parse_date(text) is not None
