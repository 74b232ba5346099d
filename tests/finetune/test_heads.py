from pathlib import Path

import pytest
import torch
import typer

from finetune.cross_encoder import CrossEncoder
from finetune.reader import ReaderModel
from finetune.support_head import differences
from finetune.training import average, begin_from, encode, encoder_folder, tokenizer
from index.head import READER, PassageReader, reading_pair


@pytest.mark.parametrize(
    ("true", "false", "wrong"),
    [
        ("The roof cost $3 million.", "The roof cost $4 million.", ["4"]),
        ("Ana saw Tom on Friday.", "Ana saw Bell on Sunday.", ["Bell", "Sunday"]),
        ("It is not safe.", "It is safe.", ["safe"]),
        ("It may open.", "It will surely open.", ["will surely"]),
        ("It opened.", "It opened.", []),
    ],
)
def test_the_words_that_make_a_claim_false_are_those_that_differ(
    true: str, false: str, wrong: list[str]
) -> None:
    assert [false[first:last] for first, last in differences(true, false)] == wrong


def test_a_head_begins_from_an_earlier_one_with_or_without_a_layer_for_words(tmp_path: Path) -> None:
    earlier = CrossEncoder(encoder_folder(), words=False)
    torch.nn.init.constant_(earlier.score.bias, 7.0)
    torch.save(earlier.state_dict(), tmp_path / "head.pt")
    head = CrossEncoder(encoder_folder(), words=True)
    begin_from(head, tmp_path, new="word")
    assert head.score.bias.item() == 7.0


def test_a_reader_begins_from_the_one_that_ships() -> None:
    model = ReaderModel(encoder_folder())
    begin_from(model, READER, new="span")
    model.eval()
    told = ("The mayor, Ana Ruiz, opened the bridge on Friday. It cost $3 million.", "Bridge opens")
    question = "Who opened the bridge?"
    encoded, _ = encode(tokenizer(), [reading_pair(question, *told)], max_tokens=64)
    with torch.no_grad():
        logit = model(**encoded)[0].item()
    assert logit == pytest.approx(PassageReader().read(question, [told])[0].log_odds, abs=0.3)
    with pytest.raises(typer.BadParameter, match="another kind of model"):
        begin_from(CrossEncoder(encoder_folder(), words=True), READER, new="word")


def test_weights_of_another_model_are_refused(tmp_path: Path) -> None:
    torch.save({"layer.weight": torch.zeros(2)}, tmp_path / "head.pt")
    with pytest.raises(typer.BadParameter, match="another kind of model"):
        begin_from(CrossEncoder(encoder_folder(), words=True), tmp_path, new="word")


def test_the_mean_of_two_runs_lies_between_them(tmp_path: Path) -> None:
    for run, bias in (("a", 1.0), ("b", 4.0)):
        head = CrossEncoder(encoder_folder(), words=True)
        torch.nn.init.constant_(head.score.bias, bias)
        (tmp_path / run).mkdir()
        torch.save(head.state_dict(), tmp_path / run / "head.pt")
    average(tmp_path / "a", tmp_path / "b", tmp_path / "mean")
    head = CrossEncoder(encoder_folder(), words=True)
    begin_from(head, tmp_path / "mean", new="word")
    assert head.score.bias.item() == 2.5
