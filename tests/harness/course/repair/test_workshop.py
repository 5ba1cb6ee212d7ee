"""The files of repairs: every wrong solution can be handed out, and no file of the learner's is overwritten."""

import pytest

from harness.course.content.catalogue import catalogue
from harness.course.learner.reset import BACKUPS
from harness.course.learner.workspace import init
from harness.course.repair.repairs import repairs_of
from harness.course.repair.workshop import FOLDER, begin_again, file_of, hand_out, shown, text_of
from harness.errors import UsageError


@pytest.fixture
def katas(tmp_path):
    init(tmp_path / "work")
    return catalogue(tmp_path / "work")


def test_every_wrong_solution_can_be_handed_out(katas):
    every = [repair for kata in katas.values() for repair in repairs_of(kata)]
    assert len(every) > 500
    for repair in every:
        path = hand_out(repair)
        assert path == repair.kata.root / FOLDER / f"{repair.name}.py"
        compile(path.read_text(encoding="utf-8"), path.name, "exec")
        assert repair.variant.name not in path.read_text(encoding="utf-8") + path.name
    assert len(list((every[0].kata.root / FOLDER).iterdir())) == len(every), "no two have the same name"


def test_a_file_that_is_there_stays(katas):
    (repair, *_) = repairs_of(katas["counter"])
    hand_out(repair).write_text("mine\n")
    assert hand_out(repair).read_text() == text_of(repair) == "mine\n"


def test_to_begin_again_keeps_a_backup(katas):
    (repair, *_) = repairs_of(katas["counter"])
    hand_out(repair)
    assert begin_again(repair) is None, "there is nothing to keep"
    file_of(repair).write_text("mine\n")
    backup = begin_again(repair)
    assert backup == repair.kata.root / BACKUPS / f"{repair.name}-1.py"
    assert backup.read_text() == "mine\n"
    assert text_of(repair) == repair.text


def test_a_file_that_cannot_be_read_or_written_gets_a_sentence(katas):
    (repair, *_) = repairs_of(katas["counter"])
    with pytest.raises(UsageError, match="cannot be read"):
        text_of(repair)
    (repair.kata.root / FOLDER).write_text("a file\n")
    with pytest.raises(UsageError, match=f"{shown(repair)} cannot be written"):
        hand_out(repair)
