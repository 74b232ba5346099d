import pytest

from index.language import language_of, question_language


def test_english_and_other_languages_are_told_apart() -> None:
    assert language_of("The harbour will close for two weeks in April, the harbour master said.") == "en"
    assert language_of("Der Hafen wird im April für zwei Wochen geschlossen, sagte der Hafenmeister.") == "de"
    assert language_of("Kort.") == "en"


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("How many passengers were on board the ferry?", "en"),
        ("Wer hat die Brücke von Wick eröffnet?", "de"),
        ("Wie hoch ist die Maut auf der Kettle Narrows Bridge?", "de"),
        ("Combien de passagers étaient à bord du ferry ?", "fr"),
        ("¿Cuándo cierra la biblioteca?", "es"),
        ("Quanti passeggeri erano a bordo del traghetto?", "it"),
        ("Quem ganhou o prêmio?", "pt"),
        ("Wie heeft de brug geopend?", "nl"),
        ("Hur många passagerare var ombord på färjan?", "sv"),
        ("Kto wygrał konkurs?", "pl"),
        ("Сколько пассажиров было на борту парома?", "ru"),
        ("كم عدد الركاب على متن العبارة؟", "ar"),
        ("渡轮上有多少乘客？", "zh"),
        ("フェリーには何人の乗客がいましたか？", "ja"),
    ],
)
def test_the_language_of_a_question_is_told(question: str, language: str) -> None:
    assert question_language(question) == language


@pytest.mark.parametrize(
    "question",
    [
        "What is Schadenfreude?",
        "Who wrote La vie en rose?",
        "Who sang “Die Moritat von Mackie Messer” in Wick?",
        "Who is Jürgen Müller of Düsseldorf?",
        "CASSA DI RISPARMIO DI ROMA LAUNCHING CD PROGRAM",
        "El Niño La Niña",
        "ferry grounding Lesser Skarn",
        "Grey Wagtail passengers",
        "Tarn Bridge toll 2025",
        "What does 渡轮 mean?",
        "Bonjour?",
        "?",
        "",
    ],
)
def test_names_and_scraps_of_another_language_do_not_make_a_question_foreign(question: str) -> None:
    assert question_language(question) in {"en", ""}
