import pytest

from pipelines.quotes.quotewords import quote_words
from pipelines.quotes.speakers import Speakers, Voice


def read(
    text: str, language: str = "ru", *, alone: bool = False, strict: bool = False
) -> Voice | None:
    return Speakers(text, ()).read(0, len(text), language, alone=alone, strict=strict)


@pytest.mark.parametrize(
    ("text", "language", "kind", "name", "office"),
    [
        ("министр энергетики РК Олег Ким", "ru", "name", "Олег Ким", "министр энергетики РК"),
        ("министр Шарлапаев", "ru", "name", "Шарлапаев", "министр"),
        ("на встрече с Иваном Петровым аким Олег Ким", "ru", "name", "Олег Ким", "аким"),
        ("Казахмыс", "ru", "name", "Казахмыс", ""),
        ("вчера Fitch", "en", "name", "Fitch", ""),
        ("жительница Анна", "ru", "name", "Анна", "жительница"),
        ("аким города", "ru", "office", "", "аким города"),
        ("в акимате города", "ru", "organisation", "акимат города", ""),
        ("директор департамента", "ru", "office", "", "директор департамента"),
        ("the ministry's spokesman", "en", "office", "", "ministry's spokesman"),
        ("облыс әкімдігінен", "kk", "organisation", "облыс әкімдігі", ""),
        ("также он", "ru", "pronoun", "", ""),
        ("they", "en", "nobody", "", ""),
        ("The minister invited companies to bid and", "en", "office", "", "minister"),
        ("The minister's company", "en", "organisation", "minister's company", ""),
        ("Вдовы благодарили, но", "ru", "office", "", "Вдовы"),
        ("Tengrinews", "ru", "newsroom", "", ""),
        ("он в интервью Tengrinews", "ru", "pronoun", "", ""),
    ],
)
def test_a_speaker_is_a_name_an_office_a_body_or_a_pronoun(
    text: str, language: str, kind: str, name: str, office: str
) -> None:
    voice = read(text, language)
    assert voice is not None
    assert (voice.kind, voice.name, voice.office) == (kind, name, office)


@pytest.mark.parametrize(
    "text",
    [
        "вчера",
        "в Алматы",
        "Карагандинской долины",
        "шахта Костенко",
        "Осень пришла",
        "Ся",
    ],
)
def test_other_words_tell_no_speaker(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize("text", ["Осень", "Fitch"])
def test_a_single_word_is_no_name_where_names_are_read_strictly(text: str) -> None:
    assert read(text) is not None
    assert read(text, strict=True) is None


def test_a_short_word_is_a_name_where_nothing_else_can_stand() -> None:
    assert read("Ли", alone=True) is not None
    assert read("Ли") is None


def test_a_first_name_of_a_body_is_no_person() -> None:
    voice = read("Төтенше жағдайлар министрлігі", "kk")
    assert voice is not None
    assert voice.kind == "organisation"


def test_a_known_surname_is_a_name_anywhere() -> None:
    text = "Айбек Ли пришёл.\nвчера Ли там"
    start = text.index("вчера")
    voice = Speakers(text, ()).read(start, len(text), "ru")
    assert voice is not None
    assert voice.name == "Ли"


@pytest.mark.parametrize(("text", "female"), [("он", False), ("she", True), ("ол", None)])
def test_a_pronoun_tells_the_sex(text: str, female: bool | None) -> None:  # noqa: FBT001 - an expected value
    voice = read(text)
    assert voice is not None
    assert voice.female is female


def test_a_word_that_is_capitalised_only_where_it_opens_a_sentence_is_no_name() -> None:
    text = "Лунин вчера тут. Рост вчера тут. Рост вчера."
    speakers = Speakers(text, ())
    spans = [(0, 15), (17, 31), (33, 43)]
    found = [speakers.read(*span, "ru") for span in spans]
    assert [voice is not None for voice in found] == [True, False, False]


@pytest.mark.parametrize("name", [*quote_words().newsrooms.names, "lenta.ru"])
def test_every_newsroom_is_found_at_any_place_of_a_stretch(name: str) -> None:
    for text in (name, f"вчера {name.capitalize()}", f"как пишет {name.upper()} утром"):
        assert Speakers(text, ())._newsroom(0, len(text)) is not None


@pytest.mark.parametrize("word", [w for _, held in quote_words().pronouns for w in held])
def test_every_pronoun_is_found_by_its_clue(word: str) -> None:
    voice = read(f"же {word} всё")
    assert voice is not None
    assert voice.kind in {"pronoun", "nobody", "office"}


def test_a_pronoun_within_a_compound_speaks_for_nobody() -> None:
    assert read("же он-лайн") is None
