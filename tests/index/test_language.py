from index.language import language_of


def test_english_and_other_languages_are_told_apart() -> None:
    assert language_of("The harbour will close for two weeks in April, the harbour master said.") == "en"
    assert language_of("Der Hafen wird im April für zwei Wochen geschlossen, sagte der Hafenmeister.") == "de"
    assert language_of("Kort.") == "en"
