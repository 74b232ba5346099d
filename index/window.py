"""As much of a text around a place as the reader takes in at once."""

from index.sentences import split_sentences

# 150 words are about 200 tokens; the passages that the reader was trained on have 125 on the average.
WINDOW_WORDS = 150


def window(text: str, place: int, *, words: int = WINDOW_WORDS) -> tuple[int, int]:
    """From where to where the whole sentences around a place go that have at most so many words together.

    The sentence of the place itself is always in it, and those behind and before it come in by turns.
    """
    sentences = split_sentences(text)
    if not sentences:
        return 0, len(text)
    lengths = [len(sentence.text.split()) for sentence in sentences]
    first = last = next(
        (n for n, sentence in enumerate(sentences) if place < sentence.end), len(sentences) - 1
    )
    left = words - lengths[first]
    while True:
        grown = False
        if last + 1 < len(sentences) and lengths[last + 1] <= left:
            last += 1
            left -= lengths[last]
            grown = True
        if first > 0 and lengths[first - 1] <= left:
            first -= 1
            left -= lengths[first]
            grown = True
        if not grown:
            return sentences[first].start, sentences[last].end
