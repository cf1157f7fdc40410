from datetime import timedelta
from pathlib import Path

from pipelines import learnt
from pipelines.upkeep.relearning import relearn_all
from tests.builders import NOW
from tests.stocked import ADVERT, stock


def test_lines_of_every_site_are_learnt_once(tmp_path: Path) -> None:
    archive = stock(tmp_path / "a.db", 12)
    with archive.write() as db:
        # as a run leaves it that was killed before its end
        db.execute("DELETE FROM boilerplate_line")
    assert relearn_all(archive, NOW) == "1 site looked at, 2 lines newly learnt"
    examples = {line.example for line in learnt.known_lines(archive.connection)}
    assert ADVERT in examples
    later = NOW + timedelta(days=7)
    assert relearn_all(archive, later) == "1 site looked at, 0 lines newly learnt"
    archive.close()


def test_an_archive_without_articles_has_nothing_to_learn(tmp_path: Path) -> None:
    archive = stock(tmp_path / "a.db", 0)
    assert relearn_all(archive, NOW) == "0 sites looked at, 0 lines newly learnt"
    archive.close()
