"""A model that says what it was told to: for tests, and for trying out prompts without a model."""

from collections.abc import Iterator, Sequence

from bot.errors import ModelError
from bot.llm import Message


class ScriptedModel:
    """Gives its replies in turn, a word at a time; with none left it fails like a model that died."""

    name = "scripted"

    def __init__(self, *replies: str) -> None:
        self._replies = list(replies)
        self.asked: list[list[Message]] = []

    def stream(self, messages: Sequence[Message], *, max_tokens: int) -> Iterator[str]:
        """The next reply, cut after `max_tokens` words. Raises ModelError when there is none."""
        self.asked.append(list(messages))
        if not self._replies:
            raise ModelError("The scripted model has nothing left to say; give it more replies.")
        for word in self._replies.pop(0).split(" ")[:max_tokens]:
            yield f"{word} "

    def close(self) -> None:
        """Nothing to let go of."""
