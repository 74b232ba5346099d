"""How an article opens: its first sentences say what it is about, and the first of them the most."""

import re
from itertools import islice

from index.article import Article, Quote
from index.candidates import sayable, statements
from index.words import WORD, content_stems, root, stem

# What an article is about, it names in its title or in so many sentences.
_SENTENCES = 3
# Characters that hold them.
_ENOUGH = 3_000
# "TARN BRIDGE - ", "PARIS (AP) — ": where it was written is not what it is about.
_DATELINE = re.compile(r"^[^\W\d_a-z][^a-z]{2,40}(?:\([^)]{1,20}\)\s*)?\s[–—-]{1,2}\s")
# Stems differ from their words in the last letter ("ferri"); so much of the rest stands in the text as it is.
_BEGINNING = 4


def lead(article: Article) -> Quote:
    """The sentence that says most of an article, verbatim; its first line where no line is a sentence."""
    first = next((s.text for s, _ in statements(article.text[:_ENOUGH], article)), None)
    return Quote(article, first or next(line for line in article.text.split("\n") if line.strip()).strip())


def is_about(article: Article, topic: str) -> bool:
    """Whether the title and the first sentences hold every content word of a topic, in any form."""
    wanted = set(content_stems(topic))
    beginning = article.text[:_ENOUGH]
    seen = f"{article.title} {beginning}".lower()
    if not all(word[: min(_BEGINNING, len(word) - 1)] in seen for word in wanted):
        return False
    told = (_DATELINE.sub("", s.text) for s in islice(sayable(beginning, article), _SENTENCES))
    stems = {stem(word) for word in WORD.findall(" ".join((article.title, *told)))}
    roots = {root(word) for word in stems}
    return all(word in stems or root(word) in roots for word in wanted)
