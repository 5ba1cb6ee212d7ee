"""The programs that platforms run, with the real ``kata grade``; Gradescope's in a root of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from harness.course.content.catalogue import catalogue
from harness.course.export.exported_file import write_export
from harness.course.export.grading_platforms import classroom50, exercism, gradescope, prairielearn

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="these platforms are Linux containers"),
]

ROOT = Path(__file__).parents[4]
KATA = catalogue(ROOT)["counter"]
WRONG = min(KATA.wrong.glob("*.py"))
SETTINGS = '[grading]\nkatas = ["counter"]\npoints = 10\nschedules = 12\n'
COMMAND = f"""#!/bin/sh
PYTHONPATH={ROOT} exec {sys.executable} -c 'from harness.cli.main import main; main()' "$@"
"""
HIDDEN = {"proc", "dev", "tmp", "sys", "run", "autograder"}
"""Top-level folders that the container has of its own, or not at all."""


def command(path):
    """Write a program that runs kata from this clone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(COMMAND, encoding="utf-8")
    path.chmod(0o755)
    return path


def ran(words, **environment):
    """Run a program to its end, with other environment variables."""
    return subprocess.run(
        [str(word) for word in words], env={**os.environ, **environment},
        capture_output=True, text=True, timeout=250, check=False,
    )  # fmt: skip


# -- Gradescope ----------------------------------------------------------------------------------------------


def container(root):
    """The words that run a program in which ``root`` is ``/autograder``, and the rest cannot be written."""
    words = ["bwrap", "--unshare-pid", "--die-with-parent", "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"]
    for top in sorted(Path("/").iterdir()):
        if top.is_symlink():
            words += ["--symlink", os.readlink(top), str(top)]
        elif top.is_dir() and top.name not in HIDDEN:
            words += ["--ro-bind", str(top), str(top)]
    for needed in (ROOT, Path(sys.prefix), Path(sys.base_prefix)):
        words += ["--ro-bind", str(needed), str(needed)]
    return [*words, "--bind", str(root), "/autograder", "--chdir", "/autograder"]


@pytest.fixture(scope="module")
def has_containers(tmp_path_factory):
    """Skip where bubblewrap is missing or not permitted."""
    if shutil.which("bwrap") is None:
        pytest.skip("there is no bwrap here")
    if ran([*container(tmp_path_factory.mktemp("empty")), "true"]).returncode:
        pytest.skip("bwrap is not permitted here")


@pytest.mark.parametrize(
    ("files", "score", "status"),
    [
        ({"counter.py": KATA.solution}, 10, "graded"),
        ({"counter.py": WRONG}, None, "graded"),
        ({"notes.txt": WRONG, "deeper/counter.py": KATA.solution}, 10, "graded"),
        ({"counter.py": KATA.stub}, 0, "unfinished"),
        ({}, 0, "missing"),
    ],
)
@pytest.mark.usefixtures("has_containers")
def test_gradescope_grades_in_a_root_of_its_own(tmp_path, files, score, status):
    write_export(tmp_path / "source", gradescope([KATA], SETTINGS))
    shutil.copy(tmp_path / "source" / "run_autograder", tmp_path / "run_autograder")
    command(tmp_path / "venv" / "bin" / "kata")
    (tmp_path / "submission").mkdir()
    for name, file in files.items():
        (tmp_path / "submission" / name).parent.mkdir(exist_ok=True)
        shutil.copy(file, tmp_path / "submission" / name)
    done = ran([*container(tmp_path), "/autograder/run_autograder"])
    found = json.loads((tmp_path / "results" / "results.json").read_text(encoding="utf-8")), done.stderr
    assert found[0]["extra_data"]["kata"]["statuses"] == {"counter": status}
    if score is None:
        assert 0 < found[0]["score"] < 10
        assert any("kata replay k1:counter/" in test["output"] for test in found[0]["tests"])
    else:
        assert found[0]["score"] == score


# -- the others ------------------------------------------------------------------------------------------------


def test_prairielearn_grades_the_files_of_a_student(tmp_path):
    write_export(tmp_path / "export", prairielearn([KATA], ""))
    shutil.move(tmp_path / "export" / "questions" / "counter" / "tests", tmp_path / "tests")
    (tmp_path / "tests" / "grading.toml").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "student").mkdir()
    shutil.copy(KATA.solution, tmp_path / "student" / "counter.py")
    ran([tmp_path / "tests" / "run.sh"], GRADE_ROOT=str(tmp_path), KATA=str(command(tmp_path / "kata")))
    found = json.loads((tmp_path / "results" / "results.json").read_text(encoding="utf-8"))
    assert (found["gradable"], found["score"]) == (True, 1.0)


def test_classroom50_grades_a_repository(tmp_path, monkeypatch):
    (script, _) = classroom50([KATA], SETTINGS)
    repository = tmp_path / "repository"
    (repository / ".git").mkdir(parents=True)
    (tmp_path / "autograder.py").write_text(script.text, encoding="utf-8")
    shutil.copy(KATA.solution, repository / "counter.py")
    monkeypatch.chdir(repository)
    done = ran([sys.executable, tmp_path / "autograder.py"], KATA=str(command(tmp_path / "kata")), OWNER="ada")
    assert done.returncode == 0, done.stderr
    found = json.loads((repository / "result.json").read_text(encoding="utf-8"))
    assert (found["owner"], found["score"], found["max-score"]) == ("ada", 10, 10)


@pytest.mark.parametrize(
    ("file", "status"), [(KATA.solution, "pass"), (WRONG, "fail"), (KATA.stub, "error"), (None, "error")]
)
def test_exercism_exits_with_0_and_within_its_time(tmp_path, file, status):
    write_export(tmp_path / "runner", exercism([], ""))
    (tmp_path / "in").mkdir()
    if file is not None:
        shutil.copy(file, tmp_path / "in" / "counter.py")
    began = time.monotonic()
    done = ran(
        [tmp_path / "runner/bin/run.sh", "counter", f"{tmp_path}/in/", f"{tmp_path}/out/"],
        KATA=str(command(tmp_path / "kata")),
    )
    assert done.returncode == 0, done.stderr
    found = json.loads((tmp_path / "out" / "results.json").read_text(encoding="utf-8"))
    assert found["version"] == 3
    if time.monotonic() - began < 18:  # on a machine that is busy with other tests it may be ended
        assert found["status"] == status


# -- what the document says ----------------------------------------------------------------------------------------


def test_the_template_for_coderunner_prints_the_grade(tmp_path, monkeypatch):
    text = (ROOT / "docs" / "grading.md").read_text(encoding="utf-8")
    template = text.partition("```python\n")[2].partition("```")[0]
    answer = KATA.solution.read_text(encoding="utf-8").replace("\\", "\\\\").replace('"', '\\"')
    marked = "{{ STUDENT_ANSWER | e('py') }}"
    assert marked in template
    program = tmp_path / "prog.py"
    program.write_text(template.replace(marked, answer), encoding="utf-8")
    command(tmp_path / "bin" / "kata")
    monkeypatch.chdir(tmp_path)
    done = ran([sys.executable, program], PATH=f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    assert json.loads(done.stdout)["fraction"] == 1.0, done.stderr
