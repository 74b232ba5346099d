"""Which article does the user mean?"""

from collections.abc import Sequence

from index.article import Article
from index.errors import NotFound
from index.words import content_stems

_CHOICES = 5


def resolve(name: str, articles: Sequence[Article]) -> Article:
    """The article with this id, source (or the end of it), or words of its title.

    Raises NotFound, naming the candidates where several fit.
    """
    wanted = name.strip()
    for exact in (
        [a for a in articles if a.id == wanted],
        [a for a in articles if a.source == wanted],
        [a for a in articles if a.source.endswith("/" + wanted.lstrip("/"))],
        # A path as the shell completes it: "./articles/ferry.txt", "/home/ana/articles/ferry.txt".
        [a for a in articles if wanted.endswith("/" + a.source)],
        [a for a in articles if a.title.casefold() == wanted.casefold()],
        [a for a in articles if len(wanted) >= 4 and a.id.startswith(wanted)],
        _by_title(wanted, articles),
    ):
        if len(exact) == 1:
            return exact[0]
        if exact:
            raise NotFound(f"“{name}” fits {len(exact)} articles; give the id of one:\n{_listed(exact)}")
    raise NotFound(f"No article is called “{name}”; `footnote articles` lists those that there are.")


def _by_title(words: str, articles: Sequence[Article]) -> list[Article]:
    asked = set(content_stems(words))
    return [a for a in articles if asked and asked <= set(content_stems(a.title))]


def _listed(articles: Sequence[Article]) -> str:
    rows = [f"  {a.id}  {a.title} ({a.source})" for a in articles[:_CHOICES]]
    return "\n".join(rows + (["  …"] if len(articles) > _CHOICES else []))
