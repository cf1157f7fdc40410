import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.judgement import Mention, Quotation
from pipelines.quotes.quotations import find_quotations
from tests.quotelabels import LANGUAGES, Labelled, labelled, misses, score


def only(text: str, *mentions: Mention) -> Quotation:
    (found,) = find_quotations(text, mentions)
    return found


def told(text: str) -> list[tuple[str, str]]:
    return [(found.words, found.speaker) for found in find_quotations(text, ())]


def mention(text: str, surface: str, kind: str = "person", where: str = "text") -> Mention:
    at = text.index(surface)
    return Mention(
        entity_id=f"id-{surface.rsplit(maxsplit=1)[-1].lower()}",
        kind="person" if kind == "person" else "town",
        surface=surface,
        where="text" if where == "text" else "title",
        span=(at, at + len(surface)),
        confidence=0.9,
    )


@pytest.mark.parametrize("example", labelled("fit"), ids=lambda example: example.text[:30])
def test_the_quotations_of_a_text_of_the_fit_part_are_found(example: Labelled) -> None:
    assert misses(example) == ([], [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_precision_and_recall_on_the_check_part_stay_above_their_floors(language: str) -> None:
    told = score(x for x in labelled("check") if x.language == language)
    assert told.gold > 20
    assert told.precision >= 0.95
    assert told.recall >= 0.95


def test_the_labelled_texts_are_half_hard_and_fifty_a_language() -> None:
    for language in LANGUAGES:
        texts = [x for part in ("fit", "check") for x in labelled(part) if x.language == language]
        assert len(texts) >= 50
        assert sum(x.is_hard for x in texts) * 2 >= len(texts)


def test_the_span_holds_the_words_as_they_stand() -> None:
    text = "Утро. «Добыча остановлена до проверки», – сказал директор Сергей Павленко."
    found = only(text)
    assert text[slice(*found.span)] == found.words == "Добыча остановлена до проверки"


def test_a_surname_is_given_with_the_name_and_the_office_told_before() -> None:
    text = (
        "Аким Сарани Ержан Темирханов прибыл. «Дорогу отремонтируем за лето», – сказал Темирханов."
    )
    found = only(text)
    assert (found.speaker, found.office) == ("Ержан Темирханов", "Аким Сарани")


def test_a_russian_genitive_is_taken_back() -> None:
    alone = only("По словам Каната Шарлапаева, шахта откроется в июле.")
    both = only("Канат Шарлапаев прибыл. По словам Каната Шарлапаева, шахта откроется в июле.")
    assert alone.speaker == both.speaker == "Канат Шарлапаев"


def test_a_kazakh_genitive_is_taken_off() -> None:
    assert only("Тоқаевтың айтуынша, өңірлерге инвестиция керек.").speaker == "Тоқаев"


def test_a_pronoun_is_the_last_one_named_of_that_sex() -> None:
    text = "Министр Светлана Жакупова приняла главу шахты. Игорь Петров ждал. Она сказала, что выплаты начнутся завтра."
    assert only(text).speaker == "Светлана Жакупова"


def test_a_pronoun_goes_on_with_the_last_speaker() -> None:
    text = "«Тепло вернут к вечеру», – сказал аким Орал Кожахметов. Он добавил, что трубы заменят летом."
    assert {speaker for _, speaker in told(text)} == {"Орал Кожахметов"}


def test_an_office_alone_is_the_person_before_who_has_it() -> None:
    text = (
        "Министр энергетики Алмасадам Саткалиев и аким Орал Кожахметов посетили ТЭЦ. "
        "«Угля хватит на весь сезон», – сказал министр."
    )
    assert only(text).speaker == "Алмасадам Саткалиев"


def test_an_office_that_nobody_has_is_kept_without_a_name() -> None:
    found = only("«Угля хватит на весь сезон», – сказал министр.")
    assert (found.speaker, found.office) == ("", "министр")


def test_people_in_the_plural_are_nobody_in_particular() -> None:
    found = only("Аким Орал Кожахметов прибыл. Жители рассказали, что воды нет с утра.")
    assert (found.speaker, found.office) == ("", "Жители")


def test_an_organisation_speaks_without_an_office() -> None:
    found = only("В акимате Рудного сообщили, что тепло вернут к вечеру.")
    assert (found.speaker, found.office, found.is_direct) == ("акимат Рудного", "", False)


def test_a_clause_that_names_nobody_tells_no_speaker() -> None:
    text = "Аким Орал Кожахметов прибыл. «Работы идут», – говорится в длинном сообщении."
    assert told(text) == [("Работы идут", "")]


def test_what_a_newsroom_hands_on_is_no_quotation() -> None:
    assert find_quotations("Добыча выросла на пять процентов, сообщает Tengrinews.kz.", ()) == ()


def test_a_clause_in_the_midst_of_speech_gives_two_stretches_of_one_speaker() -> None:
    text = "«Работы идут по графику, – отметил директор Асхат Омаров. – К маю сдадим объект»."
    assert told(text) == [
        ("Работы идут по графику", "Асхат Омаров"),
        ("К маю сдадим объект", "Асхат Омаров"),
    ]


def test_a_line_in_marks_belongs_to_who_is_told_to_speak_above() -> None:
    text = "Мансур Ошурбаев рассказал о проверке.\n\n«Выбросы превысили норму в четыре раза»."
    assert told(text) == [("Выбросы превысили норму в четыре раза", "Мансур Ошурбаев")]


def test_a_line_in_marks_far_from_any_speaker_has_none() -> None:
    text = "Завод стоит третий день.\n\nУлицы пусты.\n\n«Выбросы превысили норму в четыре раза»."
    assert told(text) == [("Выбросы превысили норму в четыре раза", "")]


def test_the_entity_of_a_person_is_that_of_the_mention_at_the_name() -> None:
    text = "«Угля хватит на сезон», – сказал Алмасадам Саткалиев."
    assert only(text, mention(text, "Алмасадам Саткалиев")).speaker_id == "id-саткалиев"


def test_the_entity_of_a_person_is_found_by_the_name_elsewhere() -> None:
    text = "Алмасадам Саткалиев прибыл в город. «Угля хватит на сезон», – сказал он."
    assert only(text, mention(text, "Алмасадам Саткалиев")).speaker_id == "id-саткалиев"


def test_the_entity_of_another_person_is_not_taken() -> None:
    text = "Орал Кожахметов ждал. «Угля хватит на сезон», – сказал Алмасадам Саткалиев."
    assert only(text, mention(text, "Орал Кожахметов")).speaker_id is None


def test_a_town_is_no_part_of_a_name() -> None:
    text = "«Угля хватит на сезон», – сказал аким Риддера Дмитрий Горьковой."
    found = only(text, mention(text, "Риддера", "town"))
    assert (found.speaker, found.office) == ("Дмитрий Горьковой", "аким Риддера")


def test_direct_speech_goes_before_reported_speech_of_the_same_words() -> None:
    text = "«Угля хватит на весь сезон, и котлы готовы», – сказал аким Орал Кожахметов."
    assert only(text).is_direct


def test_a_text_of_another_language_has_no_quotations() -> None:
    assert find_quotations('"Wir schließen die Grube", said Olaf Scholz.', (), language="de") == ()


@pytest.mark.parametrize("text", ["", "\n\n", "«", "»", "– ", "«»", "said", "«, – сказал", "деп"])
def test_scraps_are_no_quotations(text: str) -> None:
    assert find_quotations(text, ()) == ()


MARKS = ("«", "»", "“", "”", '"', "„", "‘", "’", "– ", ", ", ". ", ": ", "\n", "\n\n", "İ")
VERBS = ("сказал ", "said ", "деп ", "деді ", "айтты ", "по словам ", "according to ", "айтуынша")
REST = (
    "that ",
    "что ",
    "Канат Шарлапаев ",
    "министр ",
    "The minister ",
    "Об этом ",
    "он ",
    "it is so ",
)
CLAUSES = ("работы идут по плану ", "жұмыс басталды ")
PIECES = st.sampled_from((*MARKS, *VERBS, *REST, *CLAUSES))


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_quotations_lie_in_the_text_in_order_and_apart(text: str) -> None:
    behind = 0
    for found in find_quotations(text, ()):
        start, end = found.span
        assert behind <= start < end <= len(text)
        assert text[start:end] == found.words
        behind = end


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    assert all(found.words for found in find_quotations(text, ()))


@pytest.mark.parametrize(
    "text",
    [
        "Fieldwork began where earlier expeditions noted copper but never drilled for it.",
        "Спрос на медь растёт. Рост показал, что рынок жив.",
        "The study revealed that dust falls for weeks.",
    ],
)
def test_what_is_no_person_and_no_organisation_says_nothing(text: str) -> None:
    assert find_quotations(text, ()) == ()


@pytest.mark.parametrize(
    ("text", "speaker", "office"),
    [
        (
            "Под председательством вице-министра Тимура Оспанова прошёл совет.\n\n«Мы ждём газ», – сказал вице-министр.",
            "Тимур Оспанов",
            "вице-министр",
        ),
        (
            "Шесть линий уже работают, сообщил вице-премьер, министр торговли Арман Жаков.",
            "Арман Жаков",
            "министр торговли",
        ),
        (
            "The Ministry of Roads and Bridges said that the tunnel would be widened.",
            "Ministry of Roads and Bridges",
            "",
        ),
        ("Зауыт басшылығы жаңа пештің сатып алынғанын айтты.", "Зауыт басшылығы", ""),
        ("По словам буровиков и геологов, воды здесь нет.", "", "геологи"),
        ("“The kiln is cold,” said founder Askar Rudny.", "Askar Rudny", "founder"),
    ],
)
def test_a_speaker_is_whole_and_in_the_nominative(text: str, speaker: str, office: str) -> None:
    found = only(text)
    assert (found.speaker, found.office) == (speaker, office)


def test_a_company_that_a_mention_finds_speaks() -> None:
    text = "Output fell by a fifth in May, Qarmet said in a statement."
    at = text.index("Qarmet")
    mention = Mention("qarmet", "company", "Qarmet", "text", (at, at + 6), 1.0)
    assert [q.speaker for q in find_quotations(text, (mention,))] == ["Qarmet"]


def test_a_town_is_a_surname_behind_an_office_and_a_given_name() -> None:
    text = "“The kiln is cold,” said founder Askar Rudny."
    at = text.index("Rudny")
    mention = Mention("rudny", "town", "Rudny", "text", (at, at + 5), 1.0)
    assert [q.speaker for q in find_quotations(text, (mention,))] == ["Askar Rudny"]


def test_speech_behind_a_dash_begins_at_the_dash_of_its_line() -> None:
    found = only("Зал полон. Гости довольны. — Билеты кончились за час, — смеётся кассир Эльдар.")
    assert (found.words, found.speaker) == ("Билеты кончились за час", "Эльдар")


def test_marks_that_hold_no_word_over_two_lines_are_no_quotation() -> None:
    assert find_quotations("«\n»сказал министр Олег Ким.", ()) == ()


def test_a_kazakh_phrase_of_two_bodies_ends_before_the_second_that_it_does_not_own() -> None:
    found = only("Президент үкімет отырысында жаңа жолдың ашылғанын айтты.")
    assert found.office == "Президент"


def test_a_full_name_of_an_organisation_is_no_person_for_a_pronoun() -> None:
    text = "Назым Оспанова келді. Темір Банк жабылды. «Есік ашық тұр, кіре беріңіз», – деді ол."
    assert only(text).speaker == "Назым Оспанова"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Лыжник Иван Люханов из Риддера победил.\n\n«Я думал о пирогах», – сказал спортсмен.",
            "Иван Люханов",
        ),
        ('Teacher Yelena Chub won.\n\n"I will buy a telescope," the winner said.', "Yelena Chub"),
        (
            "Облыс әкімі Серік Шәпкенов құрылысшыларға алғыс айтты. «Бәрі бітті», – деді әкім.",
            "Серік Шәпкенов",
        ),
        (
            "Тарихшы Бүркітбай Мұқашев қала тарихын айтты. «Бұл ескі қала», – дейді ол.",
            "Бүркітбай Мұқашев",
        ),
        (
            "Глава ассоциации Илья Скобелев предлагает газ. «Так дешевле», – уверен он.",
            "Илья Скобелев",
        ),
        ("«Рынок растёт», – полагает аналитик портала Ольга Пастухова.", "Ольга Пастухова"),
    ],
)
def test_an_office_or_pronoun_behind_speech_is_the_one_named_in_its_paragraph(
    text: str, speaker: str
) -> None:
    assert told(text)[-1][1] == speaker


def test_a_lawyer_is_not_the_one_whom_a_paragraph_names() -> None:
    text = "Судили Ивана Петрова. Процесс начался. «Он не виновен», – заявил адвокат."
    assert told(text)[-1][1] == ""


def test_of_several_persons_of_a_paragraph_an_office_picks_none() -> None:
    text = "Встретились Пётр Ким и Олег Цой. «Мы договорились», – сказал спортсмен."
    assert told(text)[-1][1] == ""


def test_a_clause_with_a_verb_is_no_apposition_of_the_source() -> None:
    text = "По словам главы Сапара Жумагулова, проходчики имеют болезни, но работать вынуждены."
    assert told(text) == [("проходчики имеют болезни, но работать вынуждены", "Сапар Жумагулов")]


def test_a_patronymic_in_any_case_tells_a_woman() -> None:
    text = "Старшей – Марии Петровне Гузь – 86 лет.\n\n«Мы остались», – смеётся она."
    assert told(text)[-1][1] == "Марии Петровне Гузь"


def test_who_is_named_far_into_a_sentence_is_meant_by_a_pronoun_where_nobody_opens_one() -> None:
    text = (
        "После долгих переговоров о судьбе старого рудника и всех его рабочих приехал"
        " Олег Ким. Он сообщил, что шахту закроют весной."
    )
    (said,) = find_quotations(text, ())
    assert said.speaker == "Олег Ким"
