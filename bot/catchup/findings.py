"""What is worth telling of a chat, kind by kind: decisions, open questions, dates, links, topics."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.catchup.points import Kind
from bot.catchup.speech import (
    URL,
    addressee,
    announces,
    asks,
    assents,
    decides,
    dissents,
    leans,
    proposes,
    sentences,
)
from bot.catchup.talk import Talk
from index.central import lead, pick
from index.words import content_stems, numbers

# A proposal is agreed to within so many messages.
_AGREED_WITHIN = 6
# How plain a decision is that was agreed to, and what each who agrees adds.
_AGREED, _EACH = 1.2, 0.2
# Fewer words are understood only with the question before them, if one was asked so shortly before.
_UNDERSTOOD, _SETTLED_WITHIN = 7, 12
# Two decisions of one conversation within so many messages are on one matter from this likeness on.
_ONE_MATTER, _NEAR = 0.45, 14
# Two decisions side by side are one point while it has no more quotes.
_MOST_QUOTES, _SIDE_BY_SIDE = 4, 2
# What waits for the reader comes first, then what waits for anybody by name; long and late ones weigh more.
_MINE, _BY_NAME, _REQUEST, _MOST_ASKED = 10.0, 0.5, 1.0, 6
# A conversation is a topic from two messages on, or by one that says so much.
_LONG_MESSAGE = 14
# Words of one message that count: a pasted page is not twenty messages.
_MOST_WORDS = 12
# What each further voice adds to the weight of a conversation.
_VOICE = 0.3
# Messages of one conversation that are weighed against each other.
_WEIGHED = 80


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to tell: its quotes as places and sentences in their order, and its weight among its kind.

    `at` is the place of the message that makes it what it is; the others explain it. An open question waits
    for `to`, and is `mine` where that is the reader.
    """

    kind: Kind
    at: int
    quotes: tuple[tuple[int, str], ...]
    weight: float
    to: str = ""
    mine: bool = False

    @property
    def places(self) -> tuple[int, ...]:
        """The places of its messages."""
        return tuple(at for at, _ in self.quotes)


def decisions(talk: Talk) -> list[Finding]:
    """What was decided, in order; where a matter was decided twice, the later time."""
    found: list[Finding] = []
    for at in range(len(talk.messages)):
        decided = _decided(talk, at)
        if decided is None:
            continue
        for n, earlier in enumerate(found):
            if _one_matter(talk, earlier, decided):
                decided = replace(decided, weight=max(decided.weight, earlier.weight))
                del found[n]
                break
        else:
            before = found[-1] if found else None
            if before and _goes_on(talk, before, decided):
                quotes = tuple(dict.fromkeys(before.quotes + decided.quotes))
                decided = Finding("decision", decided.at, quotes, max(before.weight, decided.weight))
                found.pop()
        found.append(decided)
    return found


def _decided(talk: Talk, at: int) -> Finding | None:
    said = sentences(talk.messages[at].text)
    plainest = max(((decides(s), -n, s) for n, s in enumerate(said)), default=(0.0, 0, ""))
    if plainest[0] >= _AGREED:
        return Finding("decision", at, ((at, plainest[2]),), plainest[0])
    proposal = next((s for s in said if proposes(s) and not assents(s)), None)
    if proposal:
        agreed = _agreement(talk, at)
        if agreed:
            # Of those who agree the one is quoted who says most: "+1" is little.
            says_most = max(agreed, key=lambda later: len(talk.messages[later].text.split()))
            quotes = ((at, proposal), (says_most, talk.messages[says_most].text))
            return Finding("decision", at, quotes, _AGREED + _EACH * len(agreed))
    if plainest[0]:
        return Finding(
            "decision", at, (*_asked_before(talk, at, plainest[2]), (at, plainest[2])), plainest[0]
        )
    return None


def _asked_before(talk: Talk, at: int, text: str) -> tuple[tuple[int, str], ...]:
    """The question that a few words settle: "Saturday it is" needs it to be understood."""
    if len(text.split()) < _UNDERSTOOD:
        for question in reversed(talk.questions):
            same = talk.thread_of[question.at] == talk.thread_of[at]
            if question.at < at <= question.at + _SETTLED_WITHIN and same:
                return ((question.at, question.text),)
    return ()


def _agreement(talk: Talk, at: int) -> list[int]:
    """The messages that agree to the proposal at a place; none where somebody objects.

    A bare "+1" belongs to what stands right before it: once another conversation has come between, only
    messages that say something count.
    """
    proposal = talk.messages[at]
    agreed: list[int] = []
    interrupted = False
    for later in range(at + 1, min(len(talk.messages), at + 1 + _AGREED_WITHIN)):
        message, told = talk.messages[later], talk.told[later]
        if told and talk.thread_of[later] != talk.thread_of[at]:
            interrupted = True
        elif message.author == proposal.author or (interrupted and not told):
            continue
        elif dissents(message.text):
            return []
        elif assents(message.text):
            agreed.append(later)
        elif told:
            return agreed
    return agreed


def _one_matter(talk: Talk, earlier: Finding, later: Finding) -> bool:
    """Whether the later decision says anew, or otherwise, what the earlier one does."""
    one, other = earlier.at, later.at
    if talk.thread_of[one] != talk.thread_of[other] or other - one > _NEAR:
        return False
    words = [set(content_stems(_wording(f))) for f in (earlier, later)]
    return (
        talk.likeness(one, other) >= _ONE_MATTER
        or len(words[0] & words[1]) > 1
        or bool(_when(_wording(earlier)) & _when(_wording(later)))
        or bool({*later.places} & {*earlier.places})
    )


def _wording(finding: Finding) -> str:
    return " ".join(text for _, text in finding.quotes)


def _goes_on(talk: Talk, earlier: Finding, later: Finding) -> bool:
    """Whether two decisions stand next to each other in one conversation: they are one point."""
    thread = talk.thread_of[later.at]
    return (
        thread >= 0
        and thread == talk.thread_of[earlier.at]
        and len(earlier.quotes) + len(later.quotes) <= _MOST_QUOTES
        and later.at - earlier.places[-1] <= _SIDE_BY_SIDE
    )


def waiting(talk: Talk, reader: str) -> list[Finding]:
    """What was asked and still waits for an answer, in order; what waits for the reader weighs most.

    For the reader that is also what was said to them by name, asking or not, after their own last word.
    """
    found = []
    for question in talk.questions:
        if question.at not in talk.answers:
            mine = _is(reader, question.to)
            words = min(len(set(content_stems(question.text))), _MOST_ASKED)
            weight = _MINE * mine + _BY_NAME * bool(question.to) + words / _MOST_ASKED
            weight += _REQUEST + question.at / len(talk.messages)
            quotes = ((question.at, question.text),)
            found.append(Finding("question", question.at, quotes, weight, question.to, mine=mine))
    others = {message.author for message in talk.messages} | {reader}
    asked = {question.at for question in talk.questions}
    last_word = max((at for at, m in enumerate(talk.messages) if _is(reader, m.author)), default=-1)
    for at in range(last_word + 1, len(talk.messages) if reader else 0):
        message = talk.messages[at]
        to = addressee(message.text, others - {message.author})
        if _is(reader, to) and at not in asked and talk.told[at]:
            found.append(Finding("question", at, ((at, message.text),), _MINE, to, mine=True))
    return sorted(found, key=lambda finding: finding.places)


def plans(talk: Talk, told: Sequence[Finding]) -> list[Finding]:
    """What will be when, in order; not what the findings that are told already say."""
    known = {at for finding in told for at in finding.places}
    settled = {
        (talk.thread_of[at], number)
        for finding in told
        for at, text in finding.quotes
        for number in _when(text)
    }
    asked = {answer: question for question, answer in talk.answers.items()}
    found = []
    for at, message in enumerate(talk.messages):
        if at in known or not talk.told[at]:
            continue
        plainest = max(
            ((announces(s), -n, s) for n, s in enumerate(sentences(message.text))), default=(0, 0, "")
        )
        if plainest[0] <= 0 or any((talk.thread_of[at], number) in settled for number in _when(plainest[2])):
            continue
        quotes = _with_question(talk, at, plainest[2], asked)
        found.append(Finding("plan", at, quotes, plainest[0] + 0.5 * at / len(talk.messages)))
    return found


def _when(text: str) -> set[str]:
    """The numbers and days of a text, which two statements on one date share."""
    return numbers(text) | {w for w in content_stems(text) if w.endswith("day")}


def links(talk: Talk) -> list[Finding]:
    """The addresses that came up, each once, in order."""
    seen: set[str] = set()
    found = []
    for at, message in enumerate(talk.messages):
        new = [url for url in URL.findall(message.text) if url not in seen]
        seen.update(new)
        if new:
            sentence = next(s for s in [*sentences(message.text), message.text] if new[0] in s)
            found.append(Finding("link", at, ((at, sentence),), 1 + at / len(talk.messages)))
    return found


def topics(talk: Talk, told: Collection[int]) -> Iterator[Finding]:
    """The conversations, each told by the message that says most and is not `told` already."""
    asked = {answer: question for question, answer in talk.answers.items()}
    for thread in talk.threads:
        words = [len(set(content_stems(talk.messages[at].text))) for at in thread]
        if len(thread) == 1 and words[0] < _LONG_MESSAGE:
            continue
        authors = {talk.messages[at].author for at in thread}
        weight = sum(min(count, _MOST_WORDS) for count in words) * (1 + _VOICE * (len(authors) - 1))
        weighed = sorted(sorted(range(len(thread)), key=lambda n: -words[n])[:_WEIGHED])
        places = [thread[n] for n in weighed]
        texts = [talk.messages[at].text for at in places]
        order = pick(texts, talk.vectors[places], most=len(places), prior=lead(range(len(places))))
        best = next((places[n] for n in order if places[n] not in told and _tells(talk, places[n])), None)
        if best is not None:
            yield Finding("topic", best, _with_question(talk, best, talk.messages[best].text, asked), weight)


def _tells(talk: Talk, at: int) -> bool:
    """Whether a message states something, or asks what was answered."""
    return at in talk.answers or not all(asks(s) for s in sentences(talk.messages[at].text))


def _with_question(talk: Talk, at: int, text: str, asked: dict[int, int]) -> tuple[tuple[int, str], ...]:
    """A quote with what it makes sense together with: a question's answer, the question of a bare answer."""
    questions = {question.at: question.text for question in talk.questions}
    if at in talk.answers:
        answer = talk.answers[at]
        return (at, questions[at]), (answer, talk.messages[answer].text)
    if at in asked and leans(text):
        return (asked[at], questions[asked[at]]), (at, text)
    return ((at, text),)


def _is(reader: str, author: str) -> bool:
    """Whether an author is the reader, who may give only a first name."""
    return bool(reader) and reader.casefold() in {author.casefold(), *author.casefold().split(maxsplit=1)[:1]}
