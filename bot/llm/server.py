"""A model behind any OpenAI-compatible server: llama.cpp's own, vLLM, Ollama."""

import json
from collections.abc import Iterator, Sequence

import httpx

from bot.errors import ModelError
from bot.llm import Message

_SECONDS_TO_CONNECT = 5.0
_SECONDS_TO_TOKEN = 120.0


class ServerModel:
    """Streams from `URL/chat/completions`; `key` is sent as a bearer token and nowhere else."""

    def __init__(self, url: str, *, model: str, key: str | None) -> None:
        self._url = url.rstrip("/")
        self._model = model
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        timeout = httpx.Timeout(_SECONDS_TO_TOKEN, connect=_SECONDS_TO_CONNECT)
        self._client = httpx.Client(headers=headers, timeout=timeout)

    @property
    def name(self) -> str:
        """The model's name as the server knows it."""
        return self._model

    def stream(self, messages: Sequence[Message], *, max_tokens: int) -> Iterator[str]:
        """Pieces of the completion. Raises ModelError where the server cannot be reached or refuses."""
        body = {
            "model": self._model,
            "messages": list(messages),
            "max_tokens": max_tokens,
            "temperature": 0,
            "stream": True,
        }
        try:
            with self._client.stream("POST", f"{self._url}/chat/completions", json=body) as response:
                response.raise_for_status()
                for line in response.iter_lines():
                    payload = line.removeprefix("data:").strip()
                    if not line.startswith("data:") or payload == "[DONE]":
                        continue
                    choices = json.loads(payload).get("choices") or [{}]
                    text = (choices[0].get("delta") or {}).get("content")
                    if text:
                        yield text
        except httpx.HTTPStatusError as error:
            raise ModelError(
                f"The model server {self._url} answered {error.response.status_code}; check llm.model "
                f"({self._model}) and the key in the environment."
            ) from error
        except (httpx.HTTPError, json.JSONDecodeError) as error:
            raise ModelError(
                f"The model server {self._url} cannot be used ({type(error).__name__}); check that it runs "
                "and that llm.server in config.yaml is its address."
            ) from error

    def close(self) -> None:
        """Close the connections."""
        self._client.close()
