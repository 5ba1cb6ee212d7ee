"""Nothing that a student has handed in is lost silently, and nothing that others have made counts as handed in."""

import errno
import io
import zipfile
from pathlib import Path

import pytest

from harness.classroom import file_tree, zip_tree
from harness.classroom.collect import MOST_NOTES, collect
from harness.classroom.tree_file import LARGEST

from .submissions import ONE, TWO, archive, folder, note_texts, notes, shown

BOTH = pytest.mark.parametrize("made", [folder, archive])


def zipped(files):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as made:
        for entry, content in files.items():
            made.writestr(entry, content)
    return data.getvalue()


@BOTH
def test_the_case_of_a_suffix_does_not_count(tmp_path, made):
    found = collect(made(tmp_path, {"ann/COUNTER.PY": b"a", "bob/all.ZIP": zipped({"Latch.Py": b"l"})}), TWO)
    assert shown(found) == {"ann": {"counter": "a"}, "bob": {"latch": "l"}}


@pytest.mark.parametrize(
    "name", ["counter.py.txt", "counter.ipynb", "all.tar.gz", "c.html", "c.pdf", "counter", "x.rar"]
)
@BOTH
def test_what_is_no_python_file_is_said(tmp_path, made, name):
    assert notes(tmp_path, {f"ann/{name}": b"", "bob/counter.py": b""}, made=made) == {
        "ann": (f"{name} is no Python file",),
        "bob": (),
    }


@pytest.mark.parametrize("prefix", ["doejane_12_567890_", "Jane Doe_12_assignsubmission_file_"])
def test_a_student_with_no_python_file_has_a_row_in_flat_exports(tmp_path, prefix):
    said = notes(tmp_path, {f"{prefix}counter.py.txt": b"", "Jo_7_assignsubmission_file_counter.py": b""})
    assert said == {"12": ("counter.py.txt is no Python file",), "7": ()}


def test_text_that_was_typed_into_moodle_is_of_its_student(tmp_path):
    files = {"Jo_7_assignsubmission_onlinetext_/onlinetext.html": b"", "Jo_7_assignsubmission_file_/counter.py": b"j"}
    assert notes(tmp_path, files) == {"7": ("onlinetext.html is no Python file",)}


def test_files_for_each_student_that_are_no_python_files_make_rows(tmp_path):
    files = {"ann.py": b"", "bob_counter.py.txt": b"", "carl.tar.gz": b"", "dora.pdf": b""}
    instructors = {"roster.csv": b"", "grading.toml": b"", "README.txt": b"", "notes.md": b""}
    said = notes(tmp_path, files | instructors, katas=ONE)
    assert {student: len(one) for student, one in said.items()} == {"ann": 0, "bob": 1, "carl": 1, "dora": 1}
    assert said["bob"] == ("bob_counter.py.txt is no Python file",)


def test_documents_next_to_the_folders_of_students_are_no_students(tmp_path):
    files = {"ann/counter.py": b"", "bob/": b"", "exercise.pdf": b"", "late.txt": b"", "eve_counter.ipynb": b""}
    assert set(notes(tmp_path, files)) == {"ann", "bob", "eve"}


@BOTH
def test_what_systems_make_is_not_said(tmp_path, made):
    systems = (
        ".DS_Store",
        "__MACOSX/._counter.py",
        "__pycache__/counter.pyc",
        "Thumbs.db",
        "desktop.ini",
        ".git/config",
    )
    files = {f"ann/{name}": b"" for name in systems} | dict.fromkeys(systems, b"")
    assert notes(tmp_path, files | {"ann/counter.py": b"", "bob/": b""}, made=made) == {"ann": (), "bob": ()}


def test_an_archive_in_an_archive_is_said(tmp_path):
    inner = zipped({"counter.py": b"a"})
    said = notes(tmp_path, {"ann/all.zip": zipped({"more.zip": inner, "notes.txt": b""}), "bob/": b""})
    assert said["ann"] == (
        "all/more.zip is an archive in an archive, and was not looked into",
        "all/notes.txt is no Python file",
    )


def test_a_path_that_leaves_a_students_archive_is_said(tmp_path):
    said = notes(tmp_path, {"ann/all.zip": zipped({"../counter.py": b"a", "latch.py": b""}), "bob/": b""})
    assert said["ann"] == ("all/../counter.py has a path that leaves its folder, and was not used",)


def test_there_are_at_most_some_notes_and_the_important_ones_come_first(tmp_path):
    files = {f"ann/{number:02}.txt": b"" for number in range(20)}
    said = notes(tmp_path, files | {"ann/z.py": b"x = 1", "bob/": b""})["ann"]
    assert said[0] == "z.py belongs to no kata of the assignment"
    assert (len(said), said[-1]) == (MOST_NOTES + 1, "and 11 more notes")


@BOTH
def test_the_folder_of_an_earlier_run_is_no_student(tmp_path, made):
    earlier = {"graded/judged/ab.json": b"{}", "graded/scores.csv": b"", "graded/students/ann.html": b""}
    stopped = {"part1/judged/ab.json": b"{}"}
    found = notes(tmp_path, {"ann/counter.py": b"", "bob/latch.py": b"", **earlier, **stopped}, made=made)
    assert found == {"ann": (), "bob": ()}


def test_the_folder_of_an_earlier_run_next_to_one_students_files(tmp_path):
    found = collect(folder(tmp_path, {"counter.py": b"a", "graded/judged/ab.json": b"", "graded/scores.csv": b""}), TWO)
    assert [(one.student, note_texts(one)) for one in found] == [("subs", ())]


@BOTH
def test_what_an_earlier_run_has_written_into_the_folder_itself_is_no_student(tmp_path, made):
    files = {"judged/counter/ab.json": b"", "scores.csv": b"", "class.html": b"", "students/ann.html": b""}
    said = notes(tmp_path, {"ann/counter.py": b"", "gradescope/ann/results.json": b"", **files}, made=made)
    assert said == {"ann": ()}


@pytest.mark.parametrize(
    "files", [["judged/counter.py"], ["judged/essay.pdf"], ["counter.py", "judged/counter/ab.json", "scores.csv"]]
)
def test_a_student_with_a_folder_named_judged_stays_one(tmp_path, files):
    assert set(notes(tmp_path, {"bob/counter.py": b""} | {f"ann/{name}": b"" for name in files})) == {"ann", "bob"}


@pytest.mark.parametrize("what", ["bob", "deep"])
def test_an_unreadable_folder_does_not_stop_the_class(tmp_path, monkeypatch, what):
    root = folder(tmp_path, {"ann/counter.py": b"a", "bob/counter.py": b"b", "bob/deep/latch.py": b""})
    entries = Path.iterdir

    def refusing(path):
        if path.name == what:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return entries(path)

    monkeypatch.setattr(Path, "iterdir", refusing)
    found = collect(root, TWO)
    assert [one.student for one in found] == ["ann", "bob"]
    assert found[0].files == {"counter": b"a"}
    assert note_texts(found[1]) == (f"{what} cannot be read: Permission denied",)


def test_an_unreadable_file_does_not_stop_the_class(tmp_path, monkeypatch):
    root = folder(tmp_path, {"ann/counter.py": b"a", "bob/counter.py": b"b"})
    opened = Path.open

    def refusing(path, *args, **options):
        if path.parent.name == "bob":
            raise OSError(errno.EIO, "Input/output error")
        return opened(path, *args, **options)

    monkeypatch.setattr(Path, "open", refusing)
    found = collect(root, TWO)
    assert [note_texts(one) for one in found] == [(), ("counter.py cannot be read: Input/output error",)]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_of_duplicates_in_an_archive_the_last_one_is_taken_as_by_unpacking(tmp_path):
    path = tmp_path / "subs.zip"
    with zipfile.ZipFile(path, "w") as made:
        for name, data in (("ann/counter.py", b"old"), ("bob/counter.py", b"b"), ("ann/counter.py", b"new")):
            made.writestr(name, data)
    found = collect(path, TWO)
    assert shown(found)["ann"] == {"counter": "new"}
    assert note_texts(found[0]) == ("counter.py is a duplicate in the archive: the last one of this name is taken",)


def flagged(data, bit):
    """An archive in which each entry has a bit set in its flags."""
    changed = bytearray(data)
    for signature, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        start = changed.find(signature)
        while start >= 0:
            changed[start + at] |= bit
            start = changed.find(signature, start + 4)
    return bytes(changed)


def test_an_encrypted_file_is_said(tmp_path):
    locked = flagged(zipped({"counter.py": b"a"}), 1)
    assert notes(tmp_path, {"ann/all.zip": locked, "bob/": b""})["ann"] == ("all/counter.py is encrypted",)


def test_a_damaged_file_is_said_and_the_others_are_read(tmp_path):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("counter.py", b"abc" * 100)
        made.writestr("latch.py", b"l")
    broken = bytearray(data.getvalue())
    start = 30 + len("counter.py")
    broken[start : start + 6] = b"\xff" * 6  # zlib.error, not a BadZipFile
    found = collect(folder(tmp_path, {"ann/all.zip": bytes(broken), "bob/": b""}), TWO)
    assert note_texts(found[0]) == ("all/counter.py is damaged in the archive",)
    assert set(found[0].files) == {"latch"}


def test_an_archive_of_too_many_files_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(zip_tree, "MOST_FILES", 2)
    many = zipped({f"{number}.py": b"" for number in range(3)})
    assert notes(tmp_path, {"ann/all.zip": many, "bob/": b""})["ann"] == ("all.zip has more than 2 files",)


@pytest.mark.parametrize("top", ["", "hw1/"])
def test_a_folder_of_too_many_files_does_not_stop_the_class(tmp_path, monkeypatch, top):
    monkeypatch.setattr(file_tree, "MOST_FILES", 4)
    files = {f"{top}ann/many/{number}.py": b"" for number in range(9)} | {f"{top}bob/counter.py": b"b"}
    found = collect(folder(tmp_path, files), TWO)
    assert [one.student for one in found] == ["ann", "bob"]
    assert sum("has more than 4 files, and the others were not read" in note for note in note_texts(found[0])) == 1
    assert shown(found)["bob"] == {"counter": "b"}


def test_an_archive_may_be_larger_than_a_python_file(tmp_path):
    large = zipped({"counter.py": b"a", "film.mp4": bytes(LARGEST + 1)})
    found = collect(folder(tmp_path, {"ann/all.zip": large, "bob/": b""}), TWO)
    assert shown(found)["ann"] == {"counter": "a"}
