"""Cut an article into chunks that the embedder can take whole: whole sentences, measured in its tokens."""

import re
from collections.abc import Callable, Sequence

from index.article import Article, Chunk, CutArticle
from index.dates import spoken
from index.protocols import Embedder
from index.sentences import split_sentences

# Counted into the fingerprint of an index: a change here asks for `index --rebuild`.
CHUNKER = "sentences-1"
# Title, authors and date take at most this share of the embedder's window; the text gets the rest.
_HEADER_SHARE = 0.25
# [CLS] and [SEP], and one to spare for the line break behind the header.
_SPECIAL_TOKENS = 3
_WORD = re.compile(r"\S+")

CountTokens = Callable[[Sequence[str]], Sequence[int]]


def cut(article: Article, embedder: Embedder) -> CutArticle:
    """The article in chunks that fit the embedder with their heading."""
    count_tokens, max_tokens = embedder.count_tokens, embedder.max_tokens
    heading = header(article, count_tokens=count_tokens, max_tokens=max_tokens)
    taken = count_tokens([heading])[0]
    chunks = chunk(article.text, count_tokens=count_tokens, max_tokens=max_tokens, taken=taken)
    return CutArticle(article, tuple(chunks), heading)


def header(article: Article, *, count_tokens: CountTokens, max_tokens: int) -> str:
    """What is embedded above each chunk, so that title, authors and date can be searched for."""
    parts = [article.title, ", ".join(article.authors)]
    if article.published:
        parts.append(spoken(article.published))
    words = ". ".join(part for part in parts if part).split()
    while words and count_tokens([" ".join(words)])[0] > max_tokens * _HEADER_SHARE:
        words = words[: len(words) * 3 // 4]
    return " ".join(words)


def chunk(text: str, *, count_tokens: CountTokens, max_tokens: int, taken: int) -> list[Chunk]:
    """Consecutive chunks of at most `max_tokens` less the `taken` ones of the header.

    No text is lost, repeated or invented: every visible character stands in exactly one chunk. A sentence
    that is longer than a chunk is cut between words, a word that is longer between characters.
    """
    budget = max(16, max_tokens - taken - _SPECIAL_TOKENS)
    spans = [(s.start, s.end) for s in split_sentences(text)]
    pieces = _fit(text, spans, count_tokens, budget)
    chunks: list[Chunk] = []
    begin, end, used = 0, 0, 0
    for start, stop, tokens in pieces:
        if used and used + tokens > budget:
            chunks.append(Chunk(len(chunks), begin, end, text[begin:end]))
            used = 0
        if not used:
            begin = start
        end, used = stop, used + tokens
    if used:
        chunks.append(Chunk(len(chunks), begin, end, text[begin:end]))
    return chunks


def _fit(
    text: str, spans: list[tuple[int, int]], count_tokens: CountTokens, budget: int
) -> list[tuple[int, int, int]]:
    """The spans with their token counts, those above the budget cut into parts that fit."""
    if not spans:
        return []
    fitting: list[tuple[int, int, int]] = []
    for (start, end), tokens in zip(spans, count_tokens([text[a:b] for a, b in spans]), strict=True):
        if tokens <= budget:
            fitting.append((start, end, max(1, tokens)))
            continue
        words = [(start + m.start(), start + m.end()) for m in _WORD.finditer(text[start:end])]
        if len(words) > 1:
            half = len(words) // 2
            parts = [(words[0][0], words[half - 1][1]), (words[half][0], words[-1][1])]
        else:
            middle = (start + end) // 2
            parts = [(start, middle), (middle, end)]
        fitting.extend(_fit(text, parts, count_tokens, budget))
    return fitting
