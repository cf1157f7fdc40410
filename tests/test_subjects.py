import pytest

from pipelines.figures.facts import find_facts


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("2 million tonnes of copper ore were found", "copper ore"),
        ("5 billion tenge for the roads of the town will come", "roads"),
        ("Copper output rose 6.1% last year", "Copper output"),
        ("46 coal miners were rescued", "coal miners"),
        ("46 people were rescued", ""),
        ("запасы 2,1 млн тонн меди", "меди"),
        ("Добыча меди в стране выросла на 6,1 %", "Добыча меди в стране"),
        ("уволят 340 рабочих завода", "рабочих"),
        ("2,1 млн тонна мыс табылды", "мыс"),
        ("Инвестиция көлемі 6,1 пайызға өсті", "Инвестиция көлемі"),
        ("6.1%", ""),
        ("это 5 млн тенге", ""),
        ("12 тонна алынды", ""),
        ("5 тонн, меди", ""),
        ("5 tonnes today", ""),
        ("5 tonnes of total", ""),
        ("5 tonnes of ore total", "ore"),
        ("Сумма составила 5 млн тенге", ""),
        ('добыча "Казахмыса" (медь) выросла на 5 %', ""),
    ],
)
def test_the_words_beside_a_figure_tell_what_it_is_of(text: str, subject: str) -> None:
    language = "kk" if "тонна " in text else "und"
    assert [f.subject for f in find_facts(text, language=language) if f.kind != "date"] == [subject]
