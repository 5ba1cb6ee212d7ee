"""The mends of wrong solutions: what their files may have, and that each of them fits its program."""

from pathlib import Path

import pytest

from harness.course.content.catalogue import catalogue
from harness.course.content.mends import MendHunk, applied, read_mends
from harness.course.content.variants import MENDS, mended_text, wrong_variants

ROOT = Path(__file__).parents[4]
KATAS = catalogue(ROOT)


def test_a_mend_has_places_with_old_and_new_lines(tmp_path):
    file = tmp_path / "bell.diff"
    file.write_text("== rings_twice\n-    ring()\n+    ring_once()\n@@\n a\n+\n-b\n\n== silent\n-x\n")
    assert read_mends(file) == {
        "rings_twice": (MendHunk(("    ring()",), ("    ring_once()",)), MendHunk(("a", "b"), ("a", ""))),
        "silent": (MendHunk(("x",), ()),),
    }
    assert read_mends(tmp_path / "other.diff") == {}


@pytest.mark.parametrize("text", ["-x\n", "== a\nx\n", "== a\n@@@\n"])
def test_a_line_that_is_none_of_a_mend_is_refused(tmp_path, text):
    file = tmp_path / "bell.diff"
    file.write_text(text)
    with pytest.raises(ValueError, match=r"bell\.diff line"):
        read_mends(file)


def test_a_place_is_where_its_old_lines_are():
    assert applied("a\nb\na\n", (MendHunk(("b", "a"), ("b", "c")),)) == "a\nb\nc\n"


@pytest.mark.parametrize("old", [("a",), ("c",), ()])
def test_old_lines_that_do_not_occur_once_are_refused(old):
    with pytest.raises(ValueError, match="times, not once"):
        applied("a\nb\na\n", (MendHunk(old, ("x",)),))


@pytest.mark.parametrize("kata", KATAS.values(), ids=KATAS)
def test_every_mend_is_of_a_wrong_solution_and_fits_it(kata):
    names = {one.name for one in wrong_variants(kata)}
    assert set(read_mends(ROOT / MENDS / f"{kata.name}.diff")) <= names
    for one in wrong_variants(kata):
        mended = mended_text(one)
        assert mended is None or mended != one.text
        if mended is not None:
            compile(mended, one.key, "exec")


def test_there_is_no_file_of_mends_without_a_kata():
    assert {file.stem for file in (ROOT / MENDS).glob("*.diff")} <= set(KATAS)
