from pipelines.figures.peoplewords import collectives, role_words, unsure_roles


def test_a_role_is_told_by_words_in_all_their_forms() -> None:
    words = ("погибших", "қаза", "killed", "шахта")
    assert [role_words().find(word) for word in words] == ["dead", "dead", "dead", None]
    assert unsure_roles().find("cut")
    assert collectives().find("бесеуі")
