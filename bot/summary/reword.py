"""One piece of a summary in the model's words, where they are shorter or better and the check agrees."""

from bot.draft import draft
from bot.llm import LanguageModel
from bot.prompt import fitting, point_prompt, shorter_prompt
from bot.verify import Verifier
from bot.wording import Pair, departures, flat
from index.article import Evidence
from index.protocols import Embedder

# A small model is offered only longer sentences: it has nothing to add to a short one.
LONG = 24
# A model that words freely says a point in at most so many words.
MOST_WORDS = 40
WORDING_TOKENS = 80
# A wording that is less like its sentence than this (cosine) has left out what the sentence is there for.
KEEPS = 0.8


class Rewording:
    """Asks a model for wordings; without one there are none."""

    def __init__(
        self,
        model: LanguageModel | None,
        verifier: Verifier,
        embedder: Embedder,
        *,
        freely: bool,
        context_tokens: int,
    ) -> None:
        """`freely`: the model is good enough to word every point, not only to shorten long ones."""
        self._model = model
        self._verifier = verifier
        self._embedder = embedder
        self._freely = freely
        self._context_tokens = context_tokens

    @property
    def name(self) -> str:
        """What words the points, for the reader."""
        return self._model.name if self._model else ""

    def of(self, subject: str, piece: Evidence) -> str | None:
        """The model's wording of a piece, or None where the piece itself is better. Raises ModelError."""
        long = len(piece.text.split())
        if self._model is None or not (self._freely or long > LONG):
            return None
        told = [quote.text for quote in piece.quotes]
        room = {"context_tokens": self._context_tokens, "answer_tokens": WORDING_TOKENS}
        told = told[: fitting(told, subject, **room)]
        if not told:
            return None
        messages = point_prompt(subject, told) if self._freely else shorter_prompt(piece.text)
        most = MOST_WORDS if self._freely else long - 1
        drafted = next(
            iter(draft(self._model, messages, [piece], self._verifier, max_tokens=WORDING_TOKENS)), None
        )
        if drafted is None or piece.quotes[0] not in drafted.quotes or len(drafted.text.split()) > most:
            return None
        # Of "about nine months" the "about" is soon lost where words are to be saved.
        if departures(Pair(flat(drafted.text), flat(piece.text))).more_certain:
            return None
        said, stands = self._embedder.encode([drafted.text, piece.text])
        return drafted.text if float(said @ stands) >= KEEPS else None
