from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.histories.worddiff import Paragraph, Run, word_diff

WORDS = st.lists(
    st.sampled_from(["рудник", "шахта", "2", "5", "«", ".", " ", "  ", "\n", "\n\n", "кен", "not"]),
    max_size=30,
).map("".join)


def told(paragraphs: tuple[Paragraph, ...], *changes: str) -> str:
    return "".join(
        run.text for paragraph in paragraphs for run in paragraph.runs if run.change in changes
    )


@given(WORDS, WORDS)
@settings(max_examples=100)
def test_kept_and_added_are_the_one_text_kept_and_removed_the_other(old: str, new: str) -> None:
    diff = word_diff(old, new)
    assert told(diff, "kept", "added") == new
    assert told(diff, "kept", "removed") == old
    assert all(run.text for paragraph in diff for run in paragraph.runs)


@given(WORDS)
@settings(max_examples=50)
def test_a_text_beside_itself_is_kept(text: str) -> None:
    assert all(paragraph.is_kept for paragraph in word_diff(text, text))


def test_a_word_within_a_paragraph_is_replaced() -> None:
    (paragraph,) = word_diff("Погибли два горняка.", "Погибли пять горняков.")
    assert paragraph.runs == (
        Run("kept", "Погибли "),
        Run("removed", "два горняка"),
        Run("added", "пять горняков"),
        Run("kept", "."),
    )
    assert not paragraph.is_kept


def test_a_new_paragraph_before_an_edited_one_is_added_whole() -> None:
    old = "Первый абзац стоит.\n\nВторой абзац сказал о двух рабочих."
    new = "Первый абзац стоит.\n\nСовсем новое сообщение.\n\nВторой абзац сказал о трёх рабочих."
    first, second, third = word_diff(old, new)
    assert first.is_kept
    assert second.runs == (Run("added", "Совсем новое сообщение.\n\n"),)
    assert Run("removed", "двух") in third.runs


def test_a_removed_paragraph_is_removed_whole() -> None:
    _, second, third = word_diff("Один.\n\nЛишний абзац.\n\nДва.", "Один.\n\nДва.")
    assert second.runs == (Run("removed", "Лишний абзац.\n\n"),)
    assert third.is_kept


def test_paragraphs_cut_otherwise_are_kept() -> None:
    (paragraph,) = word_diff("Один два. Три.", "Один два.\n\nТри.")
    assert told((paragraph,), "kept") == "Один два.Три."
    assert paragraph.is_kept


def test_an_old_paragraph_unlike_the_new_ones_is_removed_and_they_are_added() -> None:
    changes = [one.runs[0].change for one in word_diff("Шахта.", "Рудник!\n\nКарьер!")]
    assert changes == ["removed", "added", "added"]
