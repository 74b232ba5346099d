"""Language models behind one Protocol: a llama.cpp worker process (`local`) or a server (`server`)."""

from collections.abc import Iterator, Sequence
from typing import Protocol, TypedDict


class Message(TypedDict):
    """One message of a chat, as every chat template and server takes it."""

    role: str
    content: str


class LanguageModel(Protocol):
    """Words an answer. One completion at a time; greedy, so the same prompt gives the same words."""

    @property
    def name(self) -> str:
        """The model's name for the reader."""

    def stream(self, messages: Sequence[Message], *, max_tokens: int) -> Iterator[str]:
        """Pieces of the completion as they come. Closing the iterator stops the model.

        Raises ModelError, its text naming the fix.
        """

    def close(self) -> None:
        """Let go of processes and connections."""
