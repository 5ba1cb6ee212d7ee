"""The course in the layouts of other platforms: complete, readable as YAML and JSON, without a solution."""

from __future__ import annotations

import ast
import json
import subprocess
from pathlib import Path

import pytest

from harness.classroom.settings import template
from harness.course.content.catalogue import Kata, catalogue
from harness.course.content.stub import stub_text
from harness.course.export.exported_file import ExportedFile, quoted, stub_source, write_export
from harness.course.export.grading_platforms import classroom50, exercism, gradescope, prairielearn
from harness.course.export.jetbrains import course_lessons, jetbrains_course
from harness.errors import UsageError

yaml = pytest.importorskip("yaml")

ROOT = Path(__file__).parents[4]
KATAS = catalogue(ROOT)
FEW = [KATAS["counter"], KATAS["once"]]
SETTINGS = template({kata.name: kata for kata in FEW})
GRADING = {"gradescope": gradescope, "classroom50": classroom50, "prairielearn": prairielearn, "exercism": exercism}


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """The whole course of JetBrains Academy, in a folder."""
    folder = tmp_path_factory.mktemp("course") / "jetbrains"
    write_export(folder, jetbrains_course(list(KATAS.values())))
    return folder


def read(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


# -- JetBrains Academy -----------------------------------------------------------------------------------------


def test_the_tree_of_the_course_is_the_one_that_its_files_name(course):
    info = read(course / "course-info.yaml")
    assert {key: info[key] for key in ("type", "language", "programming_language", "environment")} == {
        "type": "marketplace", "language": "English", "programming_language": "Python", "environment": "unittest",
    }  # fmt: skip
    tasks = []
    for section in info["content"]:
        for lesson in read(course / section / "section-info.yaml")["content"]:
            names = read(course / section / lesson / "lesson-info.yaml")["content"]
            tasks += [course / section / lesson / name for name in names]
    assert sorted(task.name for task in tasks) == sorted(KATAS), "every kata is one task"
    assert sorted(path.parent for path in course.rglob("task-info.yaml")) == sorted(tasks)


def test_a_task_has_the_files_that_it_names_and_shows_one(course):
    for path in course.rglob("task-info.yaml"):
        info = read(path)
        assert info["type"] == "edu"
        assert info["custom_name"]
        assert [file["name"] for file in info["files"] if file["visible"]] == [f"{path.parent.name}.py"]
        present = {file.relative_to(path.parent).as_posix() for file in path.parent.rglob("*") if file.is_file()}
        assert {file["name"] for file in info["files"]} | {"task-info.yaml", "task.md"} == present
        assert stub_text((path.parent / f"{path.parent.name}.py").read_text(encoding="utf-8"))
        ast.parse((path.parent / "tests" / "test.py").read_text(encoding="utf-8"))


def test_a_kata_comes_after_those_that_it_needs():
    lessons = course_lessons(list(KATAS.values()))
    order = [kata.name for lesson in lessons for kata in lesson.katas]
    assert sorted(order) == sorted(KATAS)
    assert all(order.index(need) < order.index(name) for name in order for need in KATAS[name].lesson.needs)
    assert len({lesson.folder for lesson in lessons}) == len(lessons)


@pytest.mark.parametrize("text", ["yes", "a: b", "#x", '"', "\\", "- a", "é \N{SNAKE}", "{{ x }}", "'", "1e3", ""])
def test_a_quoted_string_is_that_string_in_yaml_and_json(text):
    assert yaml.safe_load(f"name: {quoted(text)}") == {"name": text}
    assert json.loads(quoted(text)) == text


# -- what is in no export ----------------------------------------------------------------------------------------


def windows(text):
    """Three lines of code that follow each other, wherever there are three."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return set(zip(lines, lines[1:], lines[2:], strict=False))


def test_no_export_has_a_solution(course):
    exported = {path.name: path.read_text(encoding="utf-8") for path in course.rglob("*") if path.is_file()}
    for files in (make(list(KATAS.values()), SETTINGS) for make in GRADING.values()):
        exported |= {file.path: file.text for file in files}
    inside = set().union(*map(windows, exported.values()))
    for kata in KATAS.values():
        lines = windows(kata.solution.read_text(encoding="utf-8"))
        stub = windows(kata.stub.read_text(encoding="utf-8"))
        assert not (lines - stub) & inside, kata.name


def test_a_kata_that_is_solved_is_exported_as_its_stub(tmp_path):
    for folder in ("katas", "tests/katas"):
        (tmp_path / folder).mkdir(parents=True)
    mine = Kata("counter", tmp_path)
    mine.stub.write_text(KATAS["counter"].solution.read_text(encoding="utf-8"), encoding="utf-8")
    assert stub_text(stub_source(mine))


def test_the_search_for_a_solution_finds_one():
    text = KATAS["counter"].solution.read_text(encoding="utf-8")
    assert windows(f"# x\n{text}") & windows(text)


# -- the other platforms -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", GRADING)
def test_programs_can_be_parsed_and_only_they_are_executable(name):
    for file in GRADING[name](FEW, SETTINGS):
        shebang = file.text.startswith("#!")
        assert file.executable is shebang, file.path
        if shebang:
            done = subprocess.run(["bash", "-n"], input=file.text, text=True, capture_output=True, check=False)
            assert (done.returncode, done.stderr) == (0, "")
        elif file.path.endswith(".py"):
            ast.parse(file.text)
        elif file.path.endswith(".json"):
            json.loads(file.text)


def test_gradescope_has_its_two_programs_and_the_settings_in_the_root():
    assert {file.path for file in gradescope(FEW, SETTINGS)} == {"setup.sh", "run_autograder", "grading.toml"}


def test_prairielearn_has_a_question_for_each_kata_within_the_limits_of_the_platform():
    files = {file.path: file.text for file in prairielearn(FEW, SETTINGS)}
    uuids = set()
    for kata in FEW:
        info = json.loads(files[f"questions/{kata.name}/info.json"])
        uuids.add(info["uuid"])
        options = info["externalGradingOptions"]
        assert options["enabled"]
        assert not options["enableNetworking"]
        assert options["timeout"] <= 600
        assert f'file-name="{kata.name}.py"' in files[f"questions/{kata.name}/question.html"]
        assert f'katas = ["{kata.name}"]' in files[f"questions/{kata.name}/tests/grading.toml"]
    assert len(uuids) == 2
    again = {file.path: file.text for file in prairielearn(FEW, SETTINGS)}
    assert again == files, "a question keeps its identity when it is exported again"


def test_an_export_goes_into_an_empty_folder_only(tmp_path):
    file = ExportedFile("bin/run.sh", "#!/bin/sh\n", executable=True)
    write_export(tmp_path / "new" / "folder", [file])
    assert (tmp_path / "new/folder/bin/run.sh").stat().st_mode & 0o111
    with pytest.raises(UsageError, match="must be a new or an empty folder"):
        write_export(tmp_path / "new", [file])
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="must be a new or an empty folder"):
        write_export(tmp_path / "file", [file])
