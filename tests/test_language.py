"""Languages of the region told apart, in all their scripts."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.language import identify, letter_scores
from tests.kazakhspellings import SPELLINGS

SENTENCES = Path(__file__).with_name("language_sentences.toml")
# share of lines that must be right; lowering one needs a reason in the change log
FLOORS = {
    "kk": 1.0, "ru": 1.0, "en": 1.0, "ky": 1.0, "uz": 1.0, "uz-cyrillic": 1.0, "tg": 0.93,
    "az": 1.0, "kk-latin": 1.0, "kk-arabic": 1.0, "uk": 1.0, "be": 1.0, "bg": 1.0, "mn": 1.0,
    "tt": 0.83, "ba": 1.0, "tr": 1.0, "fa": 1.0, "ug": 1.0, "zh": 1.0,
}  # fmt: skip
SCRIPTS = {
    "en": "Latin", "az": "Latin", "tr": "Latin", "kk-latin": "Latin", "kk-arabic": "Arabic",
    "fa": "Arabic", "ug": "Arabic", "zh": "Han",
}  # fmt: skip
LINES = {
    name: text.strip().splitlines()
    for name, text in tomllib.loads(SENTENCES.read_text(encoding="utf-8")).items()
}


def long_texts(lines: list[str]) -> list[str]:
    """Neighbouring lines joined until they have more than 100 letters."""
    texts = [""]
    for line in lines:
        if sum(map(str.isalpha, texts[-1])) > 100:
            texts.append("")
        texts[-1] += f"{line}. "
    return [text for text in texts if sum(map(str.isalpha, text)) > 100]


@pytest.mark.parametrize("name", FLOORS)
def test_sentences_are_recognised_at_least_as_well_as_before(name: str) -> None:
    code = name.partition("-")[0]
    wrong = [line for line in LINES[name] if identify(line)[0] != code]
    assert 1 - len(wrong) / len(LINES[name]) >= FLOORS[name], wrong


@pytest.mark.parametrize("name", FLOORS)
def test_texts_over_a_hundred_letters_are_always_recognised(name: str) -> None:
    lines = [line for line in LINES[name] if name != "uz" or line.isascii() or "ʻ" in line]
    script = SCRIPTS.get(name, "Latin" if name == "uz" else "Cyrillic")
    for text in long_texts(lines):
        assert identify(text) == (name.partition("-")[0], script), text


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_kazakh_is_recognised_in_every_spelling(spelling: str) -> None:
    lines = list(map(SPELLINGS[spelling], LINES["kk"]))
    wrong = [line for line in lines if identify(line)[0] != "kk"]
    assert len(wrong) <= 0.07 * len(lines), wrong
    assert all(identify(text)[0] == "kk" for text in long_texts(lines))


@pytest.mark.parametrize("name", ["kk", "ru", "en"])
def test_capitals_do_not_change_the_language(name: str) -> None:
    wrong = [line for line in LINES[name] if identify(line.upper())[0] != name]
    assert len(wrong) <= 0.05 * len(LINES[name])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Горно-металургійний комплекс України збільшив видобуток", ("uk", "Cyrillic")),
        ("Монголын засгийн газар шинэ уурхай нээв", ("mn", "Cyrillic")),
        ("哈萨克斯坦的采矿业正在发展", ("zh", "Han")),
        ("カザフスタンの鉱山", ("ja", "other")),
        ("საქართველოს ახალი ამბები", ("ka", "other")),
        ("Türkiye'de bir maden ocağında çok büyük bir patlama oldu", ("tr", "Latin")),
        (
            (
                "Die Regierung hat am Montag beschlossen, dass der Bergbau und die Industrie in "
                "den kleinen Städten nicht mehr von einem einzigen Unternehmen abhängen sollen."
            ),
            ("de", "Latin"),
        ),
        ("افتتحت الحكومة منجمًا جديدًا للذهب في شمال البلاد", ("ar", "Arabic")),
        ("دولت معدن جدیدی را در شمال کشور افتتاح کرد که بزرگ است", ("fa", "Arabic")),
        ("كاسئپورئن باسشئسئ جذمئسشئلارمةن كةزدةستئ", ("kk", "Arabic")),
    ],
)
def test_other_languages_are_not_taken_for_ours(text: str, found: tuple[str, str]) -> None:
    assert identify(text) == found


def test_arabic_letters_stored_by_their_shape_are_read() -> None:
    assert identify("ﻗﺎﺯﺍﻕ ﺗﯩﻠﯩﻨﺪﻩ ﺟﺎﺯﯨﻠﻌﺎﻥ ﻣﺎﻗﺎﻻ ﺟﺎﺭﯨﻖ ﻛﻮﺭﺩﻯ") == ("kk", "Arabic")


def test_russian_that_quotes_kazakh_names_is_russian() -> None:
    assert identify("Компания «Қармет» сообщила о пуске домны, пишет ҚазАқпарат")[0] == "ru"


def test_kazakh_typed_with_latin_look_alikes_is_kazakh() -> None:
    assert identify("Aуылдағы кeншiлeр жaлaқыcы көбeйдi") == ("kk", "Cyrillic")


def test_only_a_text_without_letters_has_no_language() -> None:
    assert identify("") == identify("12.03.2024 — 5 %") == ("und", "other")
    assert identify("https://a.kz/x")[0] != "und"


def test_a_hint_decides_between_near_equals_only() -> None:
    assert identify("Шахта", "kk-KZ")[0] == "kk"
    assert identify("Шахта", "ru_RU")[0] == "ru"
    assert identify("Qarmet", "en")[0] == "en"
    assert identify("Рабочие завода объявили забастовку в понедельник", "kk")[0] == "ru"
    assert identify("Зауыт жұмысшылары ереуілге шықты", "en")[0] == "kk"


def test_a_western_hint_is_heard() -> None:
    german = "Neues Bergwerk in Kasachstan eröffnet, wie die Behörden mitteilten"
    assert identify(german, "de")[0] == "de"


def test_a_word_without_accents_counts_like_the_same_word_with_them() -> None:
    with_marks, without = (letter_scores(word, "Latin")["kk"] for word in ("jáne", "jane"))
    nothing = letter_scores("jape", "Latin")["kk"]
    assert without > nothing + 2
    assert with_marks > nothing + 2


def test_scripts_without_letter_statistics_are_refused() -> None:
    with pytest.raises(KeyError):
        letter_scores("哈萨克斯坦", "Han")


@settings(max_examples=50)
@given(st.text(max_size=80))
def test_any_text_has_a_language_exactly_if_it_has_letters(text: str) -> None:
    language, _ = identify(text)
    assert (language == "und") == (not any(map(str.isalpha, text)))
