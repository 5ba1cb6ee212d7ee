"""Submissions are found in folders, files and archives, as people make them and as platforms export them."""

from datetime import UTC, datetime

import pytest

from harness.classroom.collect import collect
from harness.classroom.tree_file import LARGEST
from harness.errors import UsageError

from .submissions import ALL, LATCH, ONE, TWO, archive, folder, note_texts, roster, shown

BOTH = pytest.mark.parametrize("made", [folder, archive])


@BOTH
def test_a_folder_for_each_student(tmp_path, made):
    found = collect(
        made(tmp_path, {"ann/counter.py": b"a", "ann/work/latch.py": b"l", "bob/counter.py": b"b", "eve/": b""}), TWO
    )
    assert shown(found) == {"ann": {"counter": "a", "latch": "l"}, "bob": {"counter": "b"}, "eve": {}}
    assert found[0].names == {"counter": "counter.py", "latch": "work/latch.py"}


@BOTH
def test_one_folder_at_the_top_does_not_count(tmp_path, made):
    found = collect(made(tmp_path, {"hw1/ann/counter.py": b"a", "hw1/bob/counter.py": b"b"}), TWO)
    assert shown(found) == {"ann": {"counter": "a"}, "bob": {"counter": "b"}}


@BOTH
def test_a_file_for_each_student(tmp_path, made):
    found = collect(
        made(tmp_path, {"ann_counter.py": b"a", "ann_latch.py": b"l", "counter-bob.py": b"b", "eve.py": LATCH}), TWO
    )
    assert shown(found) == {
        "ann": {"counter": "a", "latch": "l"},
        "bob": {"counter": "b"},
        "eve": {"latch": LATCH.decode()},
    }


def test_a_file_each_of_the_only_kata(tmp_path):
    assert shown(collect(folder(tmp_path, {"ann.py": b"a", "bob.py": b"b"}), ONE)) == {
        "ann": {"counter": "a"},
        "bob": {"counter": "b"},
    }


def test_the_files_of_one_student(tmp_path):
    assert shown(collect(folder(tmp_path, {"counter.py": b"a", "latch.py": b"l"}), TWO)) == {
        "subs": {"counter": "a", "latch": "l"}
    }
    assert shown(collect(tmp_path / "subs" / "counter.py", ONE)) == {"counter": {"counter": "a"}}


@BOTH
def test_canvas(tmp_path, made):
    found = collect(
        made(
            tmp_path,
            {
                "doejane_1234_567890_counter.py": b"j",
                "doejane_1234_567891_latch-2.py": b"l",
                "roejo_LATE_99_567892_counter-1.py": b"r",
            },
        ),
        TWO,
    )
    assert shown(found) == {"1234": {"counter": "j", "latch": "l"}, "99": {"counter": "r"}}
    assert [(one.name, one.marked_late) for one in found] == [("doejane", False), ("roejo", True)]


@BOTH
def test_moodle_with_folders(tmp_path, made):
    found = collect(
        made(
            tmp_path,
            {"Jane Doe_12_assignsubmission_file_/counter.py": b"j", "Jo_7_assignsubmission_file/latch.py": b""},
        ),
        TWO,
    )
    assert [(one.student, one.name, set(one.files)) for one in found] == [
        ("12", "Jane Doe", {"counter"}),
        ("7", "Jo", {"latch"}),
    ]


def test_moodle_without_folders(tmp_path):
    found = collect(archive(tmp_path, {"Jane Doe_12_assignsubmission_file_counter.py": b"j"}), TWO)
    assert [(one.student, one.name, set(one.files)) for one in found] == [("12", "Jane Doe", {"counter"})]


METADATA = b"""---
submission_1:
  :submitters:
  - :name: Jane Doe
    :sid: '042'
    :email: jane@example.edu
  :created_at: 2026-11-30 10:00:00 Z
submission_2:
  :submitters:
  - :name: Jo
    :sid:
    :email: jo@example.edu
  :created_at: 2026-11-30 11:00:00.5 Z
"""


@BOTH
def test_gradescope(tmp_path, made):
    pytest.importorskip("yaml")
    files = {
        "assignment_5_export/submission_metadata.yml": METADATA,
        "assignment_5_export/submission_1/counter.py": b"j",
        "assignment_5_export/submission_2/counter.py": b"o",
    }
    found = collect(made(tmp_path, files), TWO)
    assert [(one.student, one.name) for one in found] == [("042", "Jane Doe"), ("jo@example.edu", "Jo")]
    assert found[0].submitted == datetime(2026, 11, 30, 10, tzinfo=UTC)


def test_gradescope_with_metadata_of_another_kind(tmp_path):
    files = {"submission_metadata.yml": b"- 1", "submission_1/counter.py": b"j", "submission_2/latch.py": b""}
    found = collect(folder(tmp_path, files), TWO)
    assert [one.student for one in found] == ["submission_1", "submission_2"]
    assert "metadata" in note_texts(found[0])[0]


@BOTH
def test_an_archive_each(tmp_path, made):
    inner = archive(tmp_path, {"mine/counter.py": b"a", "mine/deep/latch.py": b"l"}, "inner.zip").read_bytes()
    found = collect(made(tmp_path, {"ann/all.zip": inner, "bob.zip": inner, "eve/all.zip": b"PK nonsense"}), TWO)
    assert shown(found) == {"ann": {"counter": "a", "latch": "l"}, "bob": {"counter": "a", "latch": "l"}, "eve": {}}
    assert note_texts(found[2]) == ("all.zip is no archive that can be read",)


def test_names_in_other_spellings(tmp_path):
    found = collect(
        folder(tmp_path, {"ann/Counter (2).py": b"2", "ann/Counter.py": b"1", "bob/my latch-final.py": b"l"}), TWO
    )
    assert shown(found) == {"ann": {"counter": "2"}, "bob": {"latch": "l"}}
    assert note_texts(found[0]) == ("Counter.py was not used: Counter (2).py is taken",)


def test_what_belongs_to_nothing_is_said(tmp_path):
    found = collect(folder(tmp_path, {"ann/counter.py": b"a", "ann/notes.py": b"x = 1", "ann/readme.txt": b""}), TWO)
    assert note_texts(found[0]) == ("notes.py belongs to no kata of the assignment", "readme.txt is no Python file")


def test_bounded_buffer_is_not_its_longer_sister(tmp_path):
    names = ("bounded_buffer", "bounded_buffer_semaphores")
    found = collect(
        folder(tmp_path, {"ann/bounded_buffer_semaphores.py": b"s", "ann/bounded_buffer.py": b"b"}),
        {name: ALL[name] for name in names},
    )
    assert shown(found) == {"ann": {"bounded_buffer": "b", "bounded_buffer_semaphores": "s"}}


def test_a_link_is_not_followed(tmp_path):
    root = folder(tmp_path, {"ann/": b"", "bob/counter.py": b"b"})
    (root / "ann" / "counter.py").symlink_to(root / "bob" / "counter.py")
    (root / "carl").symlink_to(root / "bob")
    found = collect(root, TWO)
    assert shown(found) == {"ann": {}, "bob": {"counter": "b"}, "carl": {}}
    assert note_texts(found[0]) == ("counter.py is a link, which is not followed",)
    assert note_texts(found[2]) == ("carl is a link, which is not followed",)


def test_a_large_file_is_not_read(tmp_path):
    data = b"#" * (LARGEST + 1)
    for made in (folder, archive):
        found = collect(made(tmp_path, {"ann/counter.py": data, "bob/counter.py": b"b"}), TWO)
        assert shown(found) == {"ann": {}, "bob": {"counter": "b"}}
        assert "larger than" in note_texts(found[0])[0]


def test_paths_that_leave_the_archive_are_left_out(tmp_path):
    found = collect(archive(tmp_path, {"../../counter.py": b"x", "/etc/counter.py": b"x", "ann/counter.py": b"a"}), TWO)
    assert shown(found) == {"../../counter.py": {}, "ann": {"counter": "a"}, "etc": {}}
    assert note_texts(found[0]) == ("../../counter.py has a path that leaves its folder, and was not used",)
    assert note_texts(found[2]) == ("counter.py has an absolute path in the archive, and was not used",)


def test_nothing_is_there(tmp_path):
    with pytest.raises(UsageError, match="there is no submission"):
        collect(folder(tmp_path, {}), TWO)
    with pytest.raises(UsageError, match="does not exist"):
        collect(tmp_path / "nowhere", TWO)
    (tmp_path / "notes.txt").write_text("hello")
    with pytest.raises(UsageError, match="neither a folder nor"):
        collect(tmp_path / "notes.txt", TWO)


# -- the roster ----------------------------------------------------------------------------------------


def test_a_roster_names_students_and_adds_those_without_a_submission(tmp_path):
    rows = roster(
        tmp_path, "\ufeffid,name,email,section\n1,Ann A,ann@x.edu,7\n2,Bob B,bob@x.edu,7\n3,Eve,eve@x.edu,8\n".encode()
    )
    found = collect(
        folder(tmp_path, {"ann/counter.py": b"a", "Bob B/counter.py": b"b", "7/counter.py": b"s"}), TWO, rows
    )
    assert [(one.student, one.name, set(one.files)) for one in found] == [
        ("1", "Ann A", {"counter"}),
        ("2", "Bob B", {"counter"}),
        ("3", "Eve", set()),
        ("7", "", {"counter"}),
    ]
    assert note_texts(found[3]) == ("is not in the roster",)


def test_times_come_from_the_roster(tmp_path):
    rows = roster(tmp_path, b"student,submitted\nann,2026-11-30T10:00:00+01:00\nbob,\n")
    found = collect(folder(tmp_path, {"ann/counter.py": b"a", "bob/counter.py": b"a"}), TWO, rows)
    assert found[0].submitted == datetime(2026, 11, 30, 9, tzinfo=UTC)
    assert found[1].submitted is None


def test_two_students_of_one_name_are_not_found_by_it(tmp_path):
    rows = roster(tmp_path, b"id,name\n1,Jo\n2,Jo\n")
    found = collect(folder(tmp_path, {"Jo/counter.py": b"a", "2/counter.py": b"b"}), TWO, rows)
    assert shown(found) == {"1": {}, "2": {"counter": "b"}, "Jo": {"counter": "a"}}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"", "no column with an identity"),
        (b"surname\nx\n", "no column with an identity"),
        (b"id\n1\n1\n", "row 3: 1 comes twice"),
        (b"id,name\n,Jo\n", "row 2: no identity"),
        (b"id,submitted\n1,yesterday\n", "row 2: 'yesterday' is no time"),
        (b"id,submitted\n1,2026-11-30T10:00:00\n", "row 2"),
        (b"id\n\xff\n", "no CSV file in UTF-8"),
    ],
)
def test_a_broken_roster_gets_a_sentence(tmp_path, text, words):
    with pytest.raises(UsageError) as raised:
        roster(tmp_path, text)
    assert words in str(raised.value)
