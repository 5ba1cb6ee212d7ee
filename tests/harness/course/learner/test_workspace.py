"""Making a workspace and bringing it up to date: what is written, and above all what is not."""

import json
import os
import re
import sys
from pathlib import Path

import pytest

from harness.cli.app import app
from harness.course.content.catalogue import Kata
from harness.course.learner import workspace_settings as module
from harness.course.learner.reset import ORIGINALS
from harness.course.learner.workspace import MANIFEST, FileChange, FileState, init, update
from harness.course.learner.workspace_settings import SETTINGS, interpreter
from harness.errors import UsageError

STUB = 'class Tally:\n    """{}"""\n\n    def add(self):\n        raise NotImplementedError\n'
WORK = "class Tally:\n    def add(self):\n        return 1\n"
CONTRACT = "def test_{}(Tally): ...\n"
GIVEN = {
    "docs/concepts/race.md": "# Race\n",
    "katas/bell.py": STUB.format("A bell."),
    "katas/tally.py": STUB.format("A tally."),
    "tests/katas/test_bell.py": CONTRACT.format("bell"),
    "tests/katas/test_tally.py": CONTRACT.format("tally"),
}


@pytest.fixture
def source(tmp_path):
    """What is handed out, in a first version."""
    folder = tmp_path / "package"
    for path, text in GIVEN.items():
        put(folder, path, text)
    return folder


@pytest.fixture
def root(tmp_path, source):
    """A workspace of the first version."""
    folder = tmp_path / "mine"
    init(folder, source)
    return folder


def put(folder, path, text):
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode())


def texts(folder):
    """Every file, by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# -- init ------------------------------------------------------------------------------------------------


def test_a_new_folder_has_the_katas_their_contracts_the_concepts_and_settings(tmp_path, source):
    folder = tmp_path / "a" / "new"
    written = init(folder, source)
    assert set(written) == {*GIVEN, *SETTINGS}
    assert set(texts(folder)) == {*GIVEN, *SETTINGS, MANIFEST}
    assert {path: texts(folder)[path].decode() for path in GIVEN} == GIVEN


def test_what_is_no_part_of_a_workspace_stays_behind(tmp_path, source):
    put(source, "solutions/tally.py", WORK)
    put(source, "tests/katas/__pycache__/test_tally.pyc", "")
    put(source, "tests/wrong/tally/forgets.py", WORK)
    put(source, "katas/notes.txt", "")
    assert set(init(tmp_path / "mine", source)) == {*GIVEN, *SETTINGS}


def test_an_editors_settings_are_json_and_name_the_interpreter_that_has_the_package(root):
    settings = json.loads((root / ".vscode/settings.json").read_text(encoding="utf-8"))
    assert settings["python.testing.pytestEnabled"] is True
    assert Path(settings["python.defaultInterpreterPath"]) == Path(os.path.abspath(sys.executable))
    for path in SETTINGS:
        if path.endswith(".json"):
            json.loads((root / path).read_text(encoding="utf-8"))


def test_an_interpreter_inside_the_workspace_moves_with_it(tmp_path):
    inside = tmp_path / ".venv" / "bin" / "python"
    assert interpreter(tmp_path, str(inside)) == "${workspaceFolder}/.venv/bin/python"
    assert interpreter(tmp_path / "mine", str(inside)) == str(inside)


def test_a_path_with_a_backslash_is_written_as_json(root, monkeypatch, tmp_path, source):
    made = tmp_path / "other"
    monkeypatch.setattr(module, "interpreter", lambda root: 'a "b\\c')
    init(made, source)
    settings = json.loads((made / ".vscode/settings.json").read_text(encoding="utf-8"))
    assert settings["python.defaultInterpreterPath"] == 'a "b\\c'


def test_the_readme_names_the_commands_and_lists_the_katas(root):
    text = (root / "README.md").read_text(encoding="utf-8")
    names = {command.name for command in app.registered_commands}
    assert set(re.findall(r"^kata (\w+)", text, re.MULTILINE)) <= names
    assert "@" not in text


def test_a_dev_container_installs_the_package_and_finds_its_python(root):
    container = json.loads((root / ".devcontainer/devcontainer.json").read_text(encoding="utf-8"))
    assert container["postCreateCommand"].endswith(" concurrency-katas")
    assert container["image"].startswith("python:3.")


@pytest.mark.parametrize("path", SETTINGS)
def test_no_settings_of_the_learner_are_overwritten(root, source, path):
    put(root, path, "mine\n")
    assert init(root, source) == []
    update(root, source)
    assert (root / path).read_text() == "mine\n"


def test_twice_changes_nothing(root, source):
    put(root, "katas/tally.py", WORK)
    put(root, "tests/katas/test_bell.py", "mine\n")
    put(root, "pyproject.toml", "")
    before = texts(root)
    assert init(root, source) == []
    assert texts(root) == before


def test_twice_puts_back_what_is_missing_and_only_that(root, source):
    put(root, "katas/tally.py", WORK)
    before = texts(root)
    for path in ("katas/bell.py", ".editorconfig"):
        (root / path).unlink()
    assert init(root, source) == ["katas/bell.py", ".editorconfig"]
    assert texts(root) == before


@pytest.mark.parametrize("there", [".git/config", ".venv/pyvenv.cfg", "env/pyvenv.cfg", "README.md", "LICENSE"])
def test_a_folder_that_holds_nothing_of_weight_counts_as_empty(tmp_path, source, there):
    put(tmp_path / "mine", there, "x")
    init(tmp_path / "mine", source)
    assert texts(tmp_path / "mine")[there] == b"x"


@pytest.mark.parametrize("there", ["thesis.tex", "src/main.py", "pyproject.toml", "katas/mine.py"])
def test_another_folder_is_refused_and_stays_as_it_was(tmp_path, source, there):
    folder = tmp_path / "mine"
    put(folder, there, "x")
    with pytest.raises(UsageError, match=f"neither empty nor a workspace \\({there.partition('/')[0]}\\): name a new"):
        init(folder, source)
    assert texts(folder) == {there: b"x"}


def test_a_file_is_refused(tmp_path, source):
    put(tmp_path, "mine", "x")
    with pytest.raises(UsageError, match="is a file"):
        init(tmp_path / "mine", source)


def test_a_clone_is_refused(tmp_path, source):
    put(source, "harness/course/course.toml", "")
    before = texts(source)
    with pytest.raises(UsageError, match="is a clone"):
        init(source, source)
    with pytest.raises(UsageError, match="is a clone: git pull"):
        update(source, source)
    assert texts(source) == before


def test_settings_of_ones_own_stay(tmp_path, source):
    put(tmp_path / "mine", ".gitignore", "mine\n")
    assert ".gitignore" not in init(tmp_path / "mine", source)
    assert texts(tmp_path / "mine")[".gitignore"] == b"mine\n"


def test_a_clone_in_which_somebody_works_hands_out_the_stub_and_not_the_work(tmp_path, source):
    put(source, "katas/tally.py", WORK)
    put(source, ORIGINALS / "tally.py", GIVEN["katas/tally.py"])
    init(tmp_path / "mine", source)
    assert texts(tmp_path / "mine")["katas/tally.py"].decode() == GIVEN["katas/tally.py"]


def test_a_clone_in_which_nobody_knows_the_stub_any_more_hands_out_nothing(tmp_path, source):
    put(source, "katas/tally.py", WORK)
    with pytest.raises(UsageError, match=r"the original katas/tally\.py was not found"):
        init(tmp_path / "mine", source)
    assert not (tmp_path / "mine").exists()


# -- update ----------------------------------------------------------------------------------------------


def newer(source):
    """A second version: a kata more, and both files of another one changed."""
    put(source, "katas/gong.py", STUB.format("A gong."))
    put(source, "tests/katas/test_gong.py", CONTRACT.format("gong"))
    put(source, "katas/tally.py", STUB.format("A better story."))
    put(source, "tests/katas/test_tally.py", CONTRACT.format("more"))


def changed(*pairs):
    return [FileChange(path, what) for path, what in pairs]


def test_nothing_is_newer_in_a_fresh_workspace(root, source):
    before = texts(root)
    assert update(root, source) == []
    assert texts(root) == before


def test_new_katas_come_and_untouched_files_are_replaced(root, source):
    newer(source)
    assert update(root, source) == changed(
        ("katas/gong.py", FileState.NEW),
        ("katas/tally.py", FileState.NEWER),
        ("tests/katas/test_gong.py", FileState.NEW),
        ("tests/katas/test_tally.py", FileState.NEWER),
    )
    now = texts(root)
    assert all(now[path] == text for path, text in texts(source).items())
    assert update(root, source) == []


def test_work_stays_and_that_is_said_as_long_as_it_is_so(root, source):
    put(root, "katas/tally.py", WORK)
    put(root, "tests/katas/test_tally.py", "mine\n")
    newer(source)
    for new in ([("katas/gong.py", FileState.NEW)], []):
        found = update(root, source)
        assert [one for one in found if one.what is FileState.LEFT] == changed(
            ("katas/tally.py", FileState.LEFT), ("tests/katas/test_tally.py", FileState.LEFT)
        )
        assert set(changed(*new)) <= set(found)
    assert texts(root)["katas/tally.py"].decode() == WORK
    assert texts(root)["tests/katas/test_tally.py"] == b"mine\n"


def test_a_stub_with_a_remark_is_work(root, source):
    put(root, "katas/tally.py", GIVEN["katas/tally.py"] + "# an idea\n")
    newer(source)
    assert FileChange("katas/tally.py", FileState.LEFT) in update(root, source)
    assert "an idea" in (root / "katas/tally.py").read_text()


def test_work_on_a_file_that_is_not_newer_is_nobodys_business(root, source):
    put(root, "katas/bell.py", WORK)
    newer(source)
    assert not [one for one in update(root, source) if one.path == "katas/bell.py"]
    assert texts(root)["katas/bell.py"].decode() == WORK


def test_work_that_is_undone_by_hand_gives_way_again(root, source):
    put(root, "katas/tally.py", WORK)
    newer(source)
    update(root, source)
    put(root, "katas/tally.py", GIVEN["katas/tally.py"])
    assert update(root, source) == changed(("katas/tally.py", FileState.NEWER))


def test_reset_after_an_update_takes_the_newer_stub(root, source):
    put(root, "katas/tally.py", WORK)
    put(root, ORIGINALS / "tally.py", GIVEN["katas/tally.py"])
    newer(source)
    update(root, source)
    assert (root / ORIGINALS / "tally.py").read_bytes() == (source / "katas/tally.py").read_bytes()


def test_other_line_ends_are_no_work(root, source):
    for path in ("katas/tally.py", "tests/katas/test_tally.py"):
        file = root / path
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    newer(source)
    assert {one.what for one in update(root, source)} == {FileState.NEW, FileState.NEWER}


def test_a_missing_file_comes_back(root, source):
    (root / "katas/bell.py").unlink()
    assert update(root, source) == changed(("katas/bell.py", FileState.NEW))


def test_a_kata_that_is_handed_out_no_more_is_the_learners(root, source):
    (source / "katas/bell.py").unlink()
    before = texts(root)["katas/bell.py"]
    assert update(root, source) == changed(("katas/bell.py", FileState.GONE))
    assert update(root, source) == []
    assert texts(root)["katas/bell.py"] == before


def test_a_kata_of_ones_own_stays_when_one_of_its_name_is_handed_out(root, source):
    put(root, "katas/gong.py", WORK)
    newer(source)
    assert FileChange("katas/gong.py", FileState.LEFT) in update(root, source)
    assert texts(root)["katas/gong.py"].decode() == WORK


def test_settings_are_never_brought_up_to_date(root, source):
    put(root, "pyproject.toml", "mine\n")
    newer(source)
    update(root, source)
    assert texts(root)["pyproject.toml"] == b"mine\n"


def test_without_the_list_of_what_was_handed_out_nothing_is_replaced(root, source):
    (root / MANIFEST).unlink()
    newer(source)
    before = texts(root)
    with pytest.raises(UsageError, match="kata init makes one"):
        update(root, source)
    assert texts(root) == before
    init(root, source)
    assert {one.what for one in update(root, source)} == {FileState.LEFT}
    assert all(texts(root)[path] == text for path, text in before.items())


@pytest.mark.parametrize("text", ["", "half a fi", "[]", '{"schema": "other", "files": {}}', '{"files": {}}'])
def test_a_damaged_list_is_said_and_nothing_is_changed(root, source, text):
    put(root, MANIFEST, text)
    newer(source)
    before = texts(root)
    for act in (update, init):
        with pytest.raises(UsageError, match="damaged or of another version"):
            act(root, source)
    assert texts(root) == before


# -- what a workspace has not ----------------------------------------------------------------------------


def test_reference_and_hints_are_the_packages_where_a_workspace_has_none(tmp_path):
    kata = Kata("counter", tmp_path)
    assert kata.solution == tmp_path / "solutions/counter.py", "there is no such kata here"
    put(tmp_path, "tests/katas/test_counter.py", "")
    assert not kata.solution.is_relative_to(tmp_path)
    assert kata.solution.is_file()
    assert kata.hints.is_file()
    assert "Counter.increment()" in kata.public
    put(tmp_path, "solutions/counter.py", WORK)
    assert kata.solution == tmp_path / "solutions/counter.py"


def test_a_kata_that_the_package_does_not_know_has_no_reference(tmp_path):
    put(tmp_path, "tests/katas/test_gong.py", "")
    assert Kata("gong", tmp_path).solution == tmp_path / "solutions/gong.py"
