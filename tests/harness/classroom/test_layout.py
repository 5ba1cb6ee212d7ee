"""Folders may be named after katas instead of students, and a file after several katas."""

import pytest

from harness.classroom.collect import collect

from .submissions import COUNTER, LATCH, ONE, TWO, archive, folder, notes, shown

BOTH = pytest.mark.parametrize("made", [folder, archive])


@BOTH
def test_folders_named_after_katas_with_files_named_after_students(tmp_path, made):
    files = {"counter/ada.py": b"a", "counter/bob.py": b"b", "latch/ada.py": b"l", "latch/notes.md": b""}
    found = collect(made(tmp_path, files), TWO)
    assert shown(found) == {"ada": {"counter": "a", "latch": "l"}, "bob": {"counter": "b"}}
    assert found[0].names == {"counter": "counter/ada.py", "latch": "latch/ada.py"}


@BOTH
def test_the_folder_of_the_only_kata(tmp_path, made):
    found = collect(made(tmp_path, {"counter/ada.py": b"a", "counter/bob_counter.py": b"b"}), ONE)
    assert shown(found) == {"ada": {"counter": "a"}, "bob": {"counter": "b"}}


@BOTH
def test_folders_named_after_katas_with_folders_named_after_students(tmp_path, made):
    files = {"counter/ada/mine.py": b"a", "counter/bob/counter.py": b"b", "latch/ada/x.py": b"l"}
    assert shown(collect(made(tmp_path, files), TWO)) == {
        "ada": {"counter": "a", "latch": "l"},
        "bob": {"counter": "b"},
    }


@BOTH
def test_a_folder_named_after_a_kata_next_to_other_layouts(tmp_path, made):
    files = {"ada_latch.py": b"l", "counter/ada.py": b"a", "counter/bob.py": b"b", "eve/counter.py": b"e"}
    assert shown(collect(made(tmp_path, files), TWO)) == {
        "ada": {"counter": "a", "latch": "l"},
        "bob": {"counter": "b"},
        "eve": {"counter": "e"},
    }


def test_a_student_may_have_the_name_of_a_kata(tmp_path):
    files = {"ada/counter.py": b"a", "latch/counter.py": b"b", "latch/latch.py": b"c"}
    assert set(shown(collect(folder(tmp_path, files), TWO))) == {"ada", "latch"}


def test_folders_named_after_katas_with_an_export_of_canvas_each(tmp_path):
    files = {"counter/doejane_12_567_mine.py": b"a", "latch/doejane_LATE_12_568_mine.py": b"l"}
    found = collect(folder(tmp_path, files), TWO)
    assert shown(found) == {"12": {"counter": "a", "latch": "l"}}
    assert found[0].marked_late


@BOTH
def test_folders_and_files_named_after_katas_are_of_one_student(tmp_path, made):
    found = collect(made(tmp_path, {"counter/counter.py": b"a", "latch/latch.py": b"l"}), TWO)
    assert shown(found) == {"subs": {"counter": "a", "latch": "l"}}


def test_a_student_with_the_name_of_a_kata_among_those_without_python_files(tmp_path):
    assert set(notes(tmp_path, {"counter/counter.py": b"a", "ann/essay.pdf": b""})) == {"ann", "counter"}


def test_the_folder_says_the_kata_if_name_and_class_do_not(tmp_path):
    found = collect(folder(tmp_path, {"ann/counter/main.py": b"a", "ann/latch/main.py": b"l", "bob/": b""}), TWO)
    assert shown(found)["ann"] == {"counter": "a", "latch": "l"}


@pytest.mark.parametrize(("source", "kata"), [(COUNTER, "counter"), (LATCH, "latch")])
def test_of_two_katas_in_a_name_the_class_decides(tmp_path, source, kata):
    found = collect(folder(tmp_path, {"ann/my_counter_latch.py": source, "bob/": b""}), TWO)
    assert set(found[0].files) == {kata}


@pytest.mark.parametrize("source", [COUNTER + LATCH, b"x = 1"])
def test_two_katas_in_a_name_that_the_class_does_not_decide_are_said(tmp_path, source):
    assert notes(tmp_path, {"ann/my_counter_latch.py": source, "bob/": b""})["ann"] == (
        "my_counter_latch.py may belong to several katas (counter, latch), and was not used",
    )


def test_a_student_is_what_is_left_of_a_name_with_two_katas(tmp_path):
    assert set(shown(collect(folder(tmp_path, {"ann_counter_latch.py": LATCH}), TWO))) == {"ann"}
