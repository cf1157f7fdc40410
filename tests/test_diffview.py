import io

from rich.console import Console

from desk.diffview import diff_view, in_a_line, paragraph
from pipelines.histories.edits import edits
from pipelines.histories.history import Version
from pipelines.histories.worddiff import Paragraph, Run, word_diff

SAME = [f"Абзац номер {number} стоит на своём месте." for number in range(1, 7)]
BEFORE = Version("Погибли двое", "\n\n".join([*SAME, "На шахте погибли два горняка.", "Конец."]))
AFTER = Version("Погибли пятеро", BEFORE.text.replace("два горняка", "пять горняков"))


def shown(
    before: Version, after: Version, *, in_colour: bool = False, full: bool = False, width: int = 90
) -> str:
    told = edits(before, after, language="ru").as_record()
    title, text = (word_diff(*pair) for pair in zip(before, after, strict=True))
    page = io.StringIO()
    console = Console(
        file=page,
        width=width,
        force_terminal=in_colour,
        color_system="standard" if in_colour else None,
        legacy_windows=False,
        _environ={},
    )
    console.print(diff_view(told, title, text, width, in_colour=in_colour, full=full))
    return page.getvalue()


def test_without_colours_brackets_mark_the_words() -> None:
    assert "На шахте погибли [-два горняка-]{+пять горняков+}." in shown(BEFORE, AFTER)


def test_with_colours_removed_words_are_red_and_struck_and_added_ones_green() -> None:
    page = shown(BEFORE, AFTER, in_colour=True)
    assert "\x1b[9;31mдва горняка" in page
    assert "\x1b[32mпять горняков" in page
    assert "[-" not in page


def test_only_changed_paragraphs_and_their_neighbours_are_shown() -> None:
    page = shown(BEFORE, AFTER)
    assert "… 5 paragraphs as before …" in page
    assert "номер 5" not in page
    assert "номер 6" in page
    assert "Конец." in page
    assert "… 1 paragraph as" not in page


def test_full_shows_every_paragraph() -> None:
    page = shown(BEFORE, AFTER, full=True)
    assert "as before" not in page
    assert all(line in page for line in SAME)


def test_what_changed_is_told_in_words_above() -> None:
    head = shown(BEFORE, AFTER).split("\n\n")[0]
    assert "Changed: figures, headline" in head
    assert "people dead: два горняка → пять горняков" in head


def test_names_blame_and_figures_that_came_or_went_are_told() -> None:
    before = Version("Рудник", "Сообщил Асет Ким. Виновен мастер. Потрачено 3 млн тенге.")
    after = Version("Рудник", "Сообщил Олжас Бекенов. Виновно начальство. Добыто 5 тонн.")
    page = shown(before, after)
    assert "named now: Олжас Бекенов" in page
    assert "named no more: Асет Ким" in page
    assert "blame, before: Виновен мастер." in page
    assert "blame, now: Виновно начальство." in page
    assert "money: taken out: 3 млн тенге" in page
    assert "tonnage: added: 5 тонн" in page


def test_an_unchanged_title_is_not_shown() -> None:
    after = BEFORE._replace(text=AFTER.text)
    assert "Погибли двое" not in shown(BEFORE, after)
    assert "[-двое-]{+пятеро+}" in shown(BEFORE, AFTER)


def test_old_and_new_words_do_not_stick_together_in_colours() -> None:
    (one,) = word_diff("Погибли двое горняков.", "Погибли пятеро горняков.")
    assert paragraph(one, in_colour=True).plain == "Погибли двое пятеро горняков."
    assert paragraph(one, in_colour=False).plain == "Погибли [-двое-]{+пятеро+} горняков."
    (longer,) = word_diff("Погибли двое.", "Погибли двое горняков.")
    assert paragraph(longer, in_colour=True).plain == "Погибли двое горняков."
    apart = Paragraph((Run("removed", "двое "), Run("added", "пятеро")))
    assert paragraph(apart, in_colour=True).plain == "двое пятеро"


def test_what_changed_is_told_in_a_line() -> None:
    def line(before: Version, after: Version) -> str:
        return in_a_line(edits(before, after, language="ru").as_record())

    assert "people dead: два горняка → пять горняков" in line(BEFORE, AFTER)
    old = Version("Рудник закрыт", "Текст.")
    assert line(old, Version("Рудник открыт", "Текст.")) == (
        "headline: Рудник закрыт → Рудник открыт"
    )
    assert line(Version("Рудник", "Закрыт."), Version("Рудник", "Открыт.")) == (
        "1 word added, 1 removed"
    )


def test_changes_of_form_and_of_mere_wording_are_called_so() -> None:
    one = Version("Рудник", "Рудник закрыт.")
    assert "nothing but form" in shown(one, Version("РУДНИК", "Рудник закрыт!"))
    assert "Changed: wording (1 words" not in shown(one, Version("Рудник", "Рудник затоплен."))
    assert "Changed: wording (1 word added, 1 removed)" in shown(
        one, Version("Рудник", "Рудник затоплен.")
    )


def test_a_page_cannot_command_the_screen() -> None:
    after = AFTER._replace(text=AFTER.text + "\n\n\x1b[2Jкрасное \u202eнаоборот")
    assert "\x1b" not in shown(BEFORE, after)
    assert "\u202e" not in shown(BEFORE, after)
