"""Students are found under the names that systems and people spell differently, and nobody is taken for another."""

import unicodedata

import pytest

from harness.classroom.collect import collect
from harness.classroom.identical import identical_students

from .submissions import TWO, archive, folder, note_texts, notes, roster, shown

COMPOSED, DECOMPOSED = "Jörg", unicodedata.normalize("NFD", "Jörg")


def test_names_of_macos_are_those_of_the_roster(tmp_path):
    rows = roster(tmp_path, f"id,name\nj1,{COMPOSED}\n{DECOMPOSED},Other\n".encode())
    found = collect(folder(tmp_path, {"j1/counter.py": b"a", f"{DECOMPOSED}/counter.py": b"b"}), TWO, rows)
    assert shown(found) == {COMPOSED: {"counter": "b"}, "j1": {"counter": "a"}}
    assert [one.name for one in found] == ["Other", COMPOSED]


def test_a_name_of_macos_is_stored_in_the_composed_form(tmp_path):
    assert set(shown(collect(folder(tmp_path, {f"{DECOMPOSED}/counter.py": b"", "b/": b""}), TWO))) == {"b", COMPOSED}


def test_two_folders_of_one_name_in_two_forms_are_two_rows(tmp_path):
    said = notes(tmp_path, {f"{DECOMPOSED}/counter.py": b"", f"{COMPOSED}/counter.py": b""})
    assert set(said) == {COMPOSED, DECOMPOSED}
    assert all("may be of the same student" in one for (one,) in said.values())


def test_a_name_in_an_archive_may_be_utf8_without_the_flag(tmp_path):
    path = archive(tmp_path, {f"{COMPOSED}/counter.py": b"a", "bob/counter.py": b""})
    data = bytearray(path.read_bytes())
    for signature, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        start = data.find(signature)
        while start >= 0:
            data[start + at + 1] &= ~0x08  # bit 11 of the flags
            start = data.find(signature, start + 4)
    path.write_bytes(data)
    assert set(shown(collect(path, TWO))) == {COMPOSED, "bob"}


@pytest.mark.parametrize("rival", ["Eve", "EVE", " eve "])
def test_an_exact_identity_wins_over_another_spelling(tmp_path, rival):
    rows = roster(tmp_path, b"id,name\neve,Eve Online\n")
    found = collect(folder(tmp_path, {f"{rival}/counter.py": b"loser", "eve/counter.py": b"winner"}), TWO, rows)
    assert shown(found) == {"eve": {"counter": "winner"}, rival: {"counter": "loser"}}
    said = {one.student: note_texts(one) for one in found}
    assert said["eve"] == (f"{rival} may be of the same student, and was not used",)
    assert said[rival] == ("may be of Eve Online (eve), for whom eve is taken",)


def test_another_spelling_is_found_if_it_is_the_only_one(tmp_path):
    rows = roster(tmp_path, "id\neve\nspace\nstraße\n".encode())
    files = {"EVE/counter.py": b"e", " Space /counter.py": b"s", "STRASSE/counter.py": b"t"}
    assert set(shown(collect(folder(tmp_path, files), TWO, rows))) == {"eve", "space", "straße"}


def test_spellings_without_a_roster_get_a_note_each(tmp_path):
    said = notes(tmp_path, {"Eve/counter.py": b"", "eve/counter.py": b"", "bob/": b""})
    assert said["bob"] == ()
    assert said["eve"] == ("may be of the same student as 'Eve'",)
    assert said["Eve"] == ("may be of the same student as 'eve'",)


def test_an_identity_beats_a_name(tmp_path):
    for text in (b"id,name\nada,Augusta\na2,Ada\n", b"id,name\na2,Ada\nada,Augusta\n"):
        found = collect(folder(tmp_path, {"ada/counter.py": b"a"}), TWO, roster(tmp_path, text))
        assert [one.student for one in found] == ["a2", "ada"]
        assert shown(found) == {"a2": {}, "ada": {"counter": "a"}}


def test_a_login_beats_a_name(tmp_path):
    rows = roster(tmp_path, b"id,name,email\n1,tom,x@x.edu\n2,Thomas,tom@x.edu\n")
    found = collect(folder(tmp_path, {"tom/counter.py": b"t"}), TWO, rows)
    assert shown(found) == {"1": {}, "2": {"counter": "t"}}


def test_a_name_of_two_students_is_said_to_fit_both(tmp_path):
    rows = roster(tmp_path, b"id,name\nk1,Kim Lee\nk2,Kim Lee\n")
    said = notes(tmp_path, {"kim lee/counter.py": b"", "k2/": b""}, rows)
    assert said == {"k1": (), "k2": (), "kim lee": ("fits several students of the roster (k1, k2)",)}


def test_of_two_participants_of_one_name_the_second_keeps_a_row(tmp_path):
    rows = roster(tmp_path, b"id,name\nk1,Kim Lee\n")
    files = {f"Kim Lee_{number}_assignsubmission_file_/counter.py": b"" for number in (11, 12)}
    assert notes(tmp_path, files, rows) == {
        "k1": ("12 may be of the same student, and was not used",),
        "12": ("may be of Kim Lee (k1), for whom 11 is taken",),
    }


GROUP = b"""---
submission_1:
  :submitters:
  - :name: Jane Doe
    :sid: '042'
    :email: jane@example.edu
  - :name: Jo
    :sid:
    :email: jo@example.edu
  :created_at: 2026-11-30 10:00:00 Z
submission_2:
  :submitters:
  - :name: Al
    :sid: '7'
    :email: al@example.edu
"""


def test_each_of_a_group_has_a_row_and_nobody_is_accused(tmp_path, judged_file):
    pytest.importorskip("yaml")
    same = {"submission_metadata.yml": GROUP, "submission_1/counter.py": b"j", "submission_2/counter.py": b"j"}
    found = collect(folder(tmp_path, same), TWO)
    assert shown(found) == {one: {"counter": "j"} for one in ("042", "7", "jo@example.edu")}
    assert [note_texts(one) for one in found] == [
        ("handed in together with Jo",),
        (),
        ("handed in together with Jane Doe",),
    ]
    judged = {one.student: {"counter": judged_file()} for one in found}
    assert identical_students(found, judged) == {
        "042": ("7",),
        "7": ("042", "jo@example.edu"),
        "jo@example.edu": ("7",),
    }
    assert identical_students([found[0], found[2]], judged) == {}
    by_roster = collect(folder(tmp_path, same), TWO, roster(tmp_path, b"id,email\njo,jo@example.edu\n042,\n7,\n"))
    assert set(shown(by_roster)) == {"042", "7", "jo"}
    assert identical_students(by_roster[:1] + by_roster[2:], {one.student: judged["7"] for one in by_roster}) == {}


def test_two_submissions_of_one_student_in_gradescope_are_said_in_both_rows(tmp_path):
    pytest.importorskip("yaml")
    files = {"submission_metadata.yml": GROUP.replace(b"'7'", b"'042'"), "submission_1/counter.py": b"j"}
    assert notes(tmp_path, files | {"submission_2/counter.py": b""}) == {
        "042": ("handed in together with Jo", "submission_2 is another submission of the same student"),
        "042 (submission_2)": ("is another submission of 042",),
        "jo@example.edu": ("handed in together with Jane Doe",),
    }


@pytest.mark.parametrize(
    "data",
    [
        b"id;name\n1;Doe, Jane\n2;Bob\n",
        b"sep=;\nid;name\n1;Doe, Jane\n2;Bob\n",
        b'id,name\n1,"Doe, Jane"\n2,Bob\n',
        b"\nname\tid\nDoe, Jane\t1\nBob\t2\n",
        "id\tname\r\n1\tDoe, Jane\r\n2\tBob\r\n".encode("utf-16"),
        b"\xfe\xff" + 'id,name\n1,"Doe, Jane"\n2,Bob\n'.encode("utf-16-be"),
    ],
)
def test_a_roster_as_spreadsheets_write_it(tmp_path, data):
    rows = roster(tmp_path, data)
    assert [(one.student, one.name) for one in rows] == [("1", "Doe, Jane"), ("2", "Bob")]
