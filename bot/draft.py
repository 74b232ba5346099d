"""A model's words, let through sentence by sentence: only what the evidence bears out comes out."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial

from bot.llm import LanguageModel, Message
from bot.verify import Verifier
from index.article import Evidence, Quote
from index.sentences import split_sentences

_THINKING = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)
_CITATION = re.compile(r"\s*\[\s*(?:fact\s*)?\d+(?:\s*,\s*\d+)*\s*\]", re.IGNORECASE)
# Before so many spaces nothing is given up.
_FEWEST_SPACES = 2
_LABEL = re.compile(r"^(?:answer|assistant)\s*:\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Drafted:
    """One sentence of the model's and the quotes that bear it out; without any, `rejected` says why."""

    text: str
    quotes: tuple[Quote, ...]
    rejected: str = ""


def draft(
    model: LanguageModel,
    messages: Sequence[Message],
    evidence: Sequence[Evidence],
    verifier: Verifier,
    *,
    max_tokens: int,
) -> Iterator[Drafted]:
    """The model's sentences in order, each as soon as it is complete.

    What the model cites is not believed: the quotes are found by comparing. Raises ModelError.
    """
    quotes = [quote for piece in evidence for quote in piece.quotes]
    texts = [quote.text for quote in quotes]
    lost = partial(verifier.beyond_hope, quotes=texts)
    for sentence in sentences(model, messages, max_tokens=max_tokens, lost=lost):
        reasons = verifier.rejections(sentence, texts, drafted=True)
        bearers = tuple(quote for quote, reason in zip(quotes, reasons, strict=True) if reason is None)
        why = "" if bearers else next((reason for reason in reasons if reason), "no evidence")
        yield Drafted(sentence, bearers, why)


def sentences(
    model: LanguageModel, messages: Sequence[Message], *, max_tokens: int, lost: Callable[[str], bool]
) -> Iterator[str]:
    """What the model says in whole sentences, its thoughts and citation marks taken out.

    A sentence whose beginning is `lost` comes out as far as it got, and the model is stopped.
    """
    said, given, weighed = "", 0, ""
    with closing(model.stream(messages, max_tokens=max_tokens)) as pieces:  # type: ignore[type-var]
        for piece in pieces:
            said += piece
            *complete, unfinished = _clean(said) or [""]
            yield from complete[given:]
            given = max(given, len(complete))
            # The last two words may go on: "New", "New Yorker".
            beginning = unfinished.rsplit(" ", 2)[0]
            if beginning != weighed and beginning.count(" ") >= _FEWEST_SPACES and lost(beginning):
                yield unfinished
                return
            weighed = beginning
    yield from _clean(said)[given:]


def _clean(said: str) -> list[str]:
    text = _CITATION.sub("", _LABEL.sub("", _THINKING.sub("", said).rpartition("</think>")[2].strip()))
    return [s.text for s in split_sentences(text)]
