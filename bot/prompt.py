"""All the text that goes to the language model, and how much of it fits."""

from collections.abc import Sequence

from bot.llm import Message

# Small models follow one example better than a list of rules. The article text is data: it stands in
# numbered lines, and what it says about instructions is never obeyed because the reply is checked anyway.
SYSTEM = (
    "You answer a question in one short sentence, using only the facts given. "
    "Copy names and numbers exactly as they stand in the facts. End with the number of the fact, like [1]."
)
EXAMPLE_FACTS = ("The mayor, Ana Ruiz, opened the new bridge on Friday.", "It cost $3 million.")
EXAMPLE_QUESTION = "Who opened the bridge?"
EXAMPLE_ANSWER = "The mayor, Ana Ruiz, opened the new bridge [1]."

SHORTER_SYSTEM = (
    "You say a sentence again in fewer words. Keep its words, names and numbers as they stand; "
    "leave out what matters least."
)
POINT_SYSTEM = (
    "You write one point of a short news summary: one plain sentence of at most 25 words, using only the "
    "facts given. Copy names and numbers exactly as they stand in the facts. End with the number of the "
    "fact, like [1]."
)
EXAMPLE_LONG = (
    "The mayor, Ana Ruiz, who grew up across the river, opened the new bridge on Friday in front of some 300 "
    "people, after three years of work that had cost $3 million."
)
EXAMPLE_SHORT = "The mayor, Ana Ruiz, opened the new bridge on Friday after three years of work."

# English text has about 4 characters a token; 3 is on the safe side for names and numbers.
_CHARACTERS_PER_TOKEN = 3
_PREFIX_TOKENS = 200
LONGEST_QUESTION = 2_000


def answer_prompt(question: str, evidence: Sequence[str]) -> list[Message]:
    """The chat for one question; everything before the last message is constant and stays in the context."""
    return [
        {"role": "system", "content": SYSTEM},
        {"role": "user", "content": _ask(EXAMPLE_QUESTION, EXAMPLE_FACTS)},
        {"role": "assistant", "content": EXAMPLE_ANSWER},
        {"role": "user", "content": _ask(question, evidence)},
    ]


def shorter_prompt(sentence: str) -> list[Message]:
    """The chat for one sentence that is to be said in fewer words."""
    return [
        {"role": "system", "content": SHORTER_SYSTEM},
        {"role": "user", "content": EXAMPLE_LONG},
        {"role": "assistant", "content": EXAMPLE_SHORT},
        {"role": "user", "content": " ".join(sentence.split())},
    ]


def point_prompt(subject: str, facts: Sequence[str]) -> list[Message]:
    """The chat for one point of a summary, out of sentences that tell the same."""
    return [
        {"role": "system", "content": POINT_SYSTEM},
        {"role": "user", "content": _summed("The new bridge", [EXAMPLE_LONG])},
        {"role": "assistant", "content": f"{EXAMPLE_SHORT[:-1]} [1]."},
        {"role": "user", "content": _summed(subject, facts)},
    ]


def _summed(subject: str, facts: Sequence[str]) -> str:
    return f"{_numbered(facts)}\n\nSummary of: {' '.join(subject.split())}"


def _ask(question: str, evidence: Sequence[str]) -> str:
    return f"{_numbered(evidence)}\n\nQuestion: {' '.join(question.split())}"


def _numbered(texts: Sequence[str]) -> str:
    facts = "\n".join(f"[{n}] {' '.join(text.split())}" for n, text in enumerate(texts, start=1))
    return f"Facts:\n{facts}"


def fitting(evidence: Sequence[str], question: str, *, context_tokens: int, answer_tokens: int) -> int:
    """How many pieces of evidence, from the first, fit into the model's context with the question."""
    room = context_tokens - _PREFIX_TOKENS - answer_tokens - len(question) // _CHARACTERS_PER_TOKEN
    used = 0
    for count, text in enumerate(evidence):
        used += len(text) // _CHARACTERS_PER_TOKEN + 4
        if used > room:
            return count
    return len(evidence)
