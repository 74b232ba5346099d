"""A plain warning, once a conversation, where a question is in another language than the articles."""

from collections import Counter
from collections.abc import Sequence

from bot.dialogue import Question
from index.article import Article
from index.language import language_name, question_language

MULTILINGUAL = (
    "The embedded models know English. For other languages set in config.yaml embedding.model to the folder"
    " of a multilingual sentence-transformers model and llm.model to a multilingual GGUF, then run "
    "`footnote index --rebuild`."
)


def language_notice(question: Question, found: Sequence[Article]) -> str:
    """The warning, or "" where it is not due.

    `found` are the articles that a search found: where one of them is in the question's language, all is
    well. Passages that came with the question are its own affair, and who has asked in the language before
    has been told.
    """
    if question.passages or not found:
        return ""
    asked_in = question_language(question.text)
    languages = Counter(article.language for article in found)
    told = any(question_language(turn.question) == asked_in for turn in question.history)
    if not asked_in or asked_in in languages or told:
        return ""
    written_in = language_name(languages.most_common(1)[0][0])
    return (
        f"The articles are in {written_in}, and your question seems to be in {language_name(asked_in)}; "
        f"it is answered as well as the models can. {MULTILINGUAL}"
    )
