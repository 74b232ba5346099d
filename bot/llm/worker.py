"""The process that runs llama.cpp, so that a crash of native code does not take the program with it.

It reads a JSON object a line from standard input and writes one a line to standard output:

    in   {"id": 1, "messages": [...], "max_tokens": 80}     complete this chat
         {"cancel": 1}                                      stop that completion
    out  {"ready": true}                                    the model is loaded
         {"id": 1, "text": " Kim"}                          a piece
         {"id": 1, "done": true}                            the end, also of a cancelled one
         {"id": 1, "error": "…"}                            refused, a prompt longer than the context, say

Started as `python -m bot.llm.worker OPTIONS`, OPTIONS one JSON object.
"""

import json
import os
import queue
import sys
import threading
from typing import Any, TextIO

import llama_cpp


def load(options: dict[str, Any]) -> llama_cpp.Llama:
    """The model; without `extra_bufts` llama.cpp keeps off AMX, which some virtual machines cannot run."""
    if not options["extra_bufts"]:
        default_params = llama_cpp.llama_model_default_params

        def safe_params() -> Any:
            params = default_params()
            params.use_extra_bufts = False
            return params

        llama_cpp.llama_model_default_params = safe_params
    return llama_cpp.Llama(
        options["model"],
        n_ctx=options["context_tokens"],
        n_threads=options["threads"],
        n_threads_batch=options["threads"],
        verbose=False,
    )


def complete(model: llama_cpp.Llama, request: dict[str, Any], out: TextIO, cancelled: set[int]) -> None:
    """Stream one completion. What the prompt shares with the last one is not evaluated again."""
    number = request["id"]

    def say(**fields: Any) -> None:
        out.write(json.dumps({"id": number, **fields}) + "\n")
        out.flush()

    try:
        pieces = model.create_chat_completion(
            request["messages"], max_tokens=request["max_tokens"], temperature=0.0, stream=True
        )
        for piece in pieces:
            text = piece["choices"][0]["delta"].get("content")  # type: ignore[index, union-attr]
            if text:
                say(text=text)
            if number in cancelled:
                break
    except (ValueError, RuntimeError) as error:
        say(error=str(error))
        return
    say(done=True)


def main() -> None:
    """Serve requests until standard input closes, which it does when the parent goes."""
    options = json.loads(sys.argv[1])
    # Native code writes to standard output as it likes; the protocol gets a descriptor of its own.
    out = os.fdopen(os.dup(1), "w", encoding="utf8")
    os.dup2(2, 1)
    model = load(options)
    requests: queue.Queue[dict[str, Any] | None] = queue.Queue()
    cancelled: set[int] = set()

    def listen() -> None:
        for line in sys.stdin:
            request = json.loads(line)
            if "cancel" in request:
                cancelled.add(request["cancel"])
            else:
                requests.put(request)
        os._exit(0)

    threading.Thread(target=listen, daemon=True).start()
    out.write(json.dumps({"ready": True}) + "\n")
    out.flush()
    while (request := requests.get()) is not None:
        complete(model, request, out, cancelled)


if __name__ == "__main__":
    main()
