"""Lines are compared by their words, whatever their typography."""

from pipelines.lines import one_line, resembles, words


def test_lines_resemble_each_other_by_their_words() -> None:
    assert resembles("«Рудник» открыли!", "Рудник открыли: подробности")
    assert not resembles("Рудник открыли", "Лента новостей")
    assert not resembles("…", "Рудник")


def test_words_ignore_typography() -> None:
    assert words("«Ещё» — раз, 5%") == ("еще", "раз", "5")
    assert one_line(" а&nbsp;&laquo;б&raquo;\n в ") == "а «б» в"
