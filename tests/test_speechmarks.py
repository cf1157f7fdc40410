import pytest

from pipelines.quotes.marks import marked
from pipelines.quotes.sayings import Article
from pipelines.quotes.speechmarks import follower, is_speech


def speech(text: str) -> list[str]:
    article = Article(text, ())
    return [text[m.inner_start : m.inner_end] for m in marked(text) if is_speech(article, m, None)]


@pytest.mark.parametrize(
    "text",
    [
        "«Нет», – сказал аким.",
        "«Работы идут» – коротко и ясно ответил на вопрос наш аким.",
        "«Работы идут по плану и закончатся в срок» сказал аким.",
        "Аким ответил: «Нет».",
        "Вот его слова: «Горное дело есть основа страны».",
        "Директор завода: «Горное дело есть основа страны»",
        "Мэр города: «Нет», – и добавил подробности.",
        "«Горное дело есть основа нашей страны».",
        "– «Нет, не будет», – сказал аким.",
        "Smith said “we will not close it” and left.",
        "Ол «Иә» деді.",
        "Ол «Иә, болады» деп айтты.",
        "Мы слышали «Нет, не будет!» – сказал аким.",
        "Он, «мы все идём туда вместе», сказал аким.",
        "“It is an outrage for all of us.”\nNext line.",
        "«Всё горит, – сказал аким. – Бегите».",
        "«Один, два.\n\nТри».",
    ],
)
def test_words_that_somebody_says_are_speech(text: str) -> None:
    assert speech(text)


@pytest.mark.parametrize(
    "text",
    [
        "Компания «Казцинк» строит завод.",
        "«Казахмыс» сообщил о сделке.",
        "«Дорожная карта» – программа развития.",
        "Тема форума: «Горное дело как основа развития страны».",
        "Мэр города: «Нет».",
        "Аким – «Нет, не будет» – и ушёл.",
        "– «Нет, не будет», и всё.",
        "Он назвал это «самой крупной аварией за последние десять лет» в регионе.",
        "Аким сказал вчера в «Доме дружбы народов» речь.",
        "Кен орны «Ақбақай» деп аталады.",
        "Он открыл «Дом», – сказал аким.",
        "«Лучший по профессии среди шахтёров Казахстана» прошёл вчера.",
        "«Вот. » Потом сказал аким.",
        "«Дом.» Сказал аким.",
        "«Дом стоит» в степи; потом сказал аким.",
        "«…»",
    ],
)
def test_names_titles_and_words_in_passing_are_none(text: str) -> None:
    assert not speech(text)


def test_a_short_sentence_is_speech_behind_other_speech_of_its_line() -> None:
    text = "«Мы идём», – сказал аким. «Они тоже идут»."
    first, second = marked(text)
    article = Article(text, ())
    assert is_speech(article, second, first)
    assert not is_speech(article, second, None)


@pytest.mark.parametrize("text", ["«Нет», – вот. Сказал аким.", "«Нет», по словам акима.", "«Нет»"])
def test_a_verb_of_another_clause_does_not_follow(text: str) -> None:
    (mark,) = marked(text)
    assert follower(Article(text, ()), mark, "Нет") is None
