"""Submissions of students, made as a folder or as an archive."""

import zipfile
from pathlib import Path

from harness.classroom.collect import collect
from harness.classroom.roster import read_roster
from harness.course.content.catalogue import catalogue
from harness.report.sentences.submission_notes import submission_note

ALL = catalogue(Path(__file__).parents[3])
TWO = {name: ALL[name] for name in ("counter", "latch")}
ONE = {"counter": ALL["counter"]}
COUNTER, LATCH = b"class Counter:\n    pass\n", b"class CountDownLatch:\n    pass\n"


def folder(tmp_path, files):
    root = tmp_path / "subs"
    root.mkdir(exist_ok=True)
    for name, data in files.items():
        path = root / name
        if name.endswith("/"):
            path.mkdir(parents=True, exist_ok=True)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return root


def archive(tmp_path, files, name="subs.zip"):
    path = tmp_path / name
    with zipfile.ZipFile(path, "w") as made:
        for entry, data in files.items():
            made.writestr(entry, data)
    return path


def roster(tmp_path, text):
    path = tmp_path / "roster.csv"
    path.write_bytes(text)
    return read_roster(path)


def shown(found):
    return {one.student: {kata: data.decode() for kata, data in one.files.items()} for one in found}


def notes(tmp_path, files, rows=(), katas=TWO, made=folder):
    """The texts of the notes of each student."""
    return {one.student: note_texts(one) for one in collect(made(tmp_path, files), katas, rows)}


def note_texts(one):
    """The texts of the notes on one submission."""
    return tuple(map(submission_note, one.notes))
