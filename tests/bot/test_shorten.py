from bot.shorten import shorten
from index.head import EvidenceHead
from index.protocols import Said

LONG = (
    "New York (Wick News) Because they would not settle bills that they disputed in a long quarrel with the council, "
    "fifty-two households of the lower town had their water cut off by the company on Friday, "
    "which the mayor called a shame for all who live in Wick and for those who do not."
)


def test_a_cut_keeps_what_was_asked_for_and_the_length(head: EvidenceHead) -> None:
    cut = shorten("How many households had their water cut off?", Said(LONG, "Water"), head, words=20)
    assert "fifty-two households" in cut
    assert len(cut.split()) <= 20
    assert cut.startswith("…")


def test_a_dateline_is_no_part_of_the_sentence(head: EvidenceHead) -> None:
    said = Said("New York (Wick News) The bridge was opened by Ana Ruiz.", "Bridge")
    assert shorten("Who opened the bridge?", said, head, words=40) == "The bridge was opened by Ana Ruiz."
    said = Said("PORT ELLERY - The bridge was opened by Ana Ruiz.", "Bridge")
    assert shorten("Who opened the bridge?", said, head, words=40) == "The bridge was opened by Ana Ruiz."


def test_a_clause_that_turns_the_others_round_is_not_cut_off(head: EvidenceHead) -> None:
    said = Said(
        "The bridge will be closed on Friday for a great many repairs, the mayor falsely told the council.",
        "B",
    )
    assert "falsely" in shorten("When will the bridge be closed?", said, head, words=15)


def test_what_must_be_held_is_found_in_the_middle_too(head: EvidenceHead) -> None:
    said = Said(
        "In the long quarrel over the bridge that the council of Wick began before the war it was Ana Ruiz who "
        "at last found seven builders from the islands for the work on the old pier by the harbour of Wick.",
        "Bridge",
    )
    question = "How many builders were found?"
    cut = shorten(question, said, head, words=13, holds=lambda text: "seven" in text)
    assert "seven" in cut
    assert len(cut.split()) <= 13
