"""Every way an editor saves is noticed, and what comes after it, too."""

import os
from queue import SimpleQueue

import pytest

from harness.course.learner import file_watcher as module
from harness.course.learner.file_watcher import FileWatcher, must_poll

PATIENCE = 60


def write(file, text):
    file.write_text(text, encoding="utf-8")


def rename(file, text):
    fresh = file.with_name("4913")
    write(fresh, text)
    fresh.replace(file)


def delete_and_create(file, text):
    file.unlink()
    write(file, text)


def backup_and_create(file, text):
    file.rename(f"{file}~")
    write(file, text)


def piece_by_piece(file, text):
    with file.open("r+", encoding="utf-8") as opened:
        opened.truncate()
        for letter in text:
            opened.write(letter)
            opened.flush()
            os.fsync(opened.fileno())


WAYS = [write, rename, delete_and_create, backup_and_create, piece_by_piece]


def seen(told, file, text):
    """Wait until the text that was told of is the one that was saved; how often anything was told."""
    times = 0
    while True:
        files = told.get(timeout=PATIENCE)
        times += 1
        if file in files and file.is_file() and file.read_text(encoding="utf-8") == text:
            return times


@pytest.mark.parametrize("polling", [False, True], ids=["told", "polling"])
def test_every_way_of_saving_is_seen(tmp_path, monkeypatch, polling):
    monkeypatch.setattr(module, "POLL", 10)
    folder = tmp_path.resolve()
    file = folder / "tally.py"
    write(file, "first")
    told = SimpleQueue()
    with FileWatcher([folder], told.put, polling=polling):
        # each way twice: what a way has done to the file must not hide the next one
        for number, way in enumerate([*WAYS, *WAYS]):
            text = f"{way.__name__} {'x' * number}"  # another size each time, for those that look
            way(file, text)
            seen(told, file, text)


def test_folders_below_and_folders_that_are_not_there_are_left_out(tmp_path):
    folder = tmp_path.resolve()
    (folder / "__pycache__").mkdir()
    told = SimpleQueue()
    with FileWatcher([folder, folder / "gone"], told.put):
        write(folder / "__pycache__" / "tally.pyc", "x")
        write(folder / "bell.py", "x")
        found = told.get(timeout=PATIENCE)
    while not told.empty():
        found |= told.get()
    assert folder / "bell.py" in found
    assert folder / "__pycache__" / "tally.pyc" not in found


def test_nothing_is_told_after_the_end(tmp_path):
    folder = tmp_path.resolve()
    told = SimpleQueue()
    with FileWatcher([folder], told.put) as saves:
        pass
    assert not saves._thread.is_alive()
    write(folder / "late.py", "x")
    assert told.empty()


@pytest.mark.parametrize("trouble", [OSError("no watches left"), ImportError("no build for this Python")])
def test_where_the_library_does_not_work_the_folder_is_looked_at(tmp_path, monkeypatch, trouble):
    def watch(*folders, **options):
        raise trouble

    watchfiles = pytest.importorskip("watchfiles")
    monkeypatch.setattr(watchfiles, "watch", watch)
    told = SimpleQueue()
    with FileWatcher([tmp_path], told.put):
        write(tmp_path / "tally.py", "x")
        assert told.get(timeout=PATIENCE) == {tmp_path / "tally.py"}


def test_where_nothing_can_be_seen_that_is_said(tmp_path, monkeypatch):
    def state(folders):
        raise OSError("the folder is gone")

    monkeypatch.setattr(module, "_state", state)
    told = SimpleQueue()
    with FileWatcher([tmp_path], told.put, polling=True):
        assert str(told.get(timeout=PATIENCE)) == "the folder is gone"


@pytest.mark.parametrize(("said", "looks"), [("1", True), ("true", True), ("0", False), ("false", False), ("", False)])
def test_the_environment_says_whether_to_look(monkeypatch, said, looks):
    monkeypatch.setenv("WATCHFILES_FORCE_POLLING", said)
    assert must_poll() is looks
