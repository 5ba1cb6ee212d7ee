"""``kata init`` and ``kata update`` as they are typed, and a workspace of an installed package, from first to last."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

import pytest
from typer.testing import CliRunner

from harness.cli.app import app
from harness.course.learner.workspace import MANIFEST, _hash

ROOT = Path(__file__).resolve().parents[3]
PASSED, FAILED, USAGE = 0, 1, 2
KATA = "from harness.cli.main import main; main()"


@pytest.fixture
def kata(tmp_path, monkeypatch):
    """The command, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return lambda *words: CliRunner().invoke(app, words, catch_exceptions=False)


# -- as they are typed -----------------------------------------------------------------------------------


def test_init_says_what_it_has_made_and_how_to_begin(kata, tmp_path):
    number = len(list((ROOT / "katas").glob("*.py")))
    done = kata("init", "mine")
    assert done.exit_code == PASSED
    assert done.stdout == (
        f"mine is a workspace with {number} katas\n"
        "you edit the files in katas/; their contracts are in tests/katas/\n"
        "\n"
        "next:\n"
        "  cd mine\n"
        "  kata         open the next kata, and judge it whenever you save\n"
        "  kata list    show the course\n"
    )
    assert len(list((tmp_path / "mine" / "katas").iterdir())) == number


def test_init_again_says_that_nothing_was_changed_and_what_was_put_back(kata, tmp_path):
    kata("init", "mine")
    assert "existing files were not changed" in kata("init", "mine").stdout
    (tmp_path / "mine/katas/counter.py").unlink()
    assert kata("init", "mine").stdout.startswith("wrote katas/counter.py\nmine is a workspace")


def test_init_here_needs_no_cd(kata):
    assert "cd " not in kata("init", ".").stdout


def test_a_folder_with_a_blank_in_its_name_can_be_pasted(kata):
    assert '\n  cd "my katas"\n' in kata("init", "my katas").stdout


def test_init_of_a_folder_with_something_else_is_wrong_usage(kata, tmp_path):
    (tmp_path / "thesis.tex").touch()
    done = kata("init", ".")
    assert (done.exit_code, done.stdout) == (USAGE, "")
    assert done.stderr == "kata: . is neither empty nor a workspace (thesis.tex): name a new folder\n"


def test_update_says_what_is_newer_what_was_left_and_what_to_do(kata, tmp_path, monkeypatch):
    kata("init", "mine")
    monkeypatch.chdir(tmp_path / "mine")
    assert kata("update").stdout == "everything is up to date\n"
    older(
        tmp_path / "mine", "katas/latch.py", "tests/katas/test_latch.py", "katas/event.py", "tests/katas/test_event.py"
    )
    for path in ("katas/event.py", "tests/katas/test_event.py"):
        (tmp_path / "mine" / path).write_text("mine\n")
    done = kata("update")
    assert done.exit_code == PASSED
    assert sorted(done.stdout.splitlines()) == [
        "",
        "check the katas with newer contracts again: kata list shows them as begun",
        "left   katas/event.py: it has your work; kata reset event keeps a copy and installs the newer one",
        "left   tests/katas/test_event.py: you have changed it; move it away, and kata update installs the newer one",
        "newer  katas/latch.py",
        "newer  tests/katas/test_latch.py",
    ]


def older(workspace, *paths):
    """As if these files had been handed out in an older version."""
    data = json.loads((workspace / MANIFEST).read_text(encoding="utf-8"))
    for path in paths:
        text = b"# before\n" + (workspace / path).read_bytes()
        (workspace / path).write_bytes(text)
        data["files"][path] = _hash(text)
    (workspace / MANIFEST).write_text(json.dumps(data), encoding="utf-8")


def test_update_where_there_is_no_workspace_of_init_is_wrong_usage(project):
    done = project.kata("update")
    assert done.exit_code == USAGE
    assert f"there is no {MANIFEST} in" in done.stderr


# -- an installed package --------------------------------------------------------------------------------


class Installed:
    """Python with the package installed, and no clone in sight.

    Args:
        python: the interpreter.
        package: the folder with the package, if it is not the interpreter's own.
        folder: where commands are run: a workspace, once there is one.
    """

    def __init__(self, python, folder, package=None):
        self._python = str(python)
        self.folder = folder
        # what pytest, xdist and tox tell their own children through the environment is not for these
        self._env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "TOX_"))}
        self._env.pop("PYTHONPATH", None)
        self._env["PYTHONUTF8"] = "1"
        if package is not None:
            self._env["PYTHONPATH"] = str(package)

    def kata(self, *words):
        return self._run("-c", KATA, *words)

    def pytest(self, *words):
        return self._run("-m", "pytest", "-p", "no:randomly", *words)

    def _run(self, *words):
        done = subprocess.run(
            [self._python, *words],
            cwd=self.folder, env=self._env, capture_output=True, text=True, encoding="utf-8", check=False,
        )  # fmt: skip
        sys.stdout.write(done.stdout + done.stderr)  # shown when the test fails
        return done

    def solves(self, name):
        """A right variant of a kata, that of the reference excepted, is what the learner has written."""
        variant = min((ROOT / "tests/right" / name).glob("*.py"))
        shutil.copy(variant, self.folder / "katas" / f"{name}.py")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A folder as a wheel is unpacked, by the table that makes the wheel."""
    folder = tmp_path_factory.mktemp("site")
    table = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]
    wheel = table["targets"]["wheel"]
    for path in wheel["only-include"]:
        first, slash, rest = path.partition("/")
        goal = folder / (wheel["sources"].get(first, first) + slash + rest)
        goal.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / path).is_dir():
            # the package's bytecode comes along: as an installer does, and the workers write none
            shutil.copytree(ROOT / path, goal, ignore=shutil.ignore_patterns("__pycache__") if slash else None)
        else:
            shutil.copy(ROOT / path, goal)
    return folder


@pytest.fixture(scope="module")
def made(site, tmp_path_factory):
    """A workspace of that package."""
    installed = Installed(sys.executable, tmp_path_factory.mktemp("learner"), site)
    assert installed.kata("init", "mine").returncode == PASSED
    installed.folder /= "mine"
    return installed


@pytest.fixture
def installed(made, tmp_path):
    """A fresh copy of it."""
    folder = tmp_path / "mine"
    shutil.copytree(made.folder, folder)
    return Installed(made._python, folder, made._env["PYTHONPATH"])


@pytest.mark.parametrize("command", [["next"], ["check"], ["hint", "latch"], ["solution", "latch"], ["update"]])
def test_without_katas_a_command_that_needs_them_names_init(site, tmp_path, command):
    done = Installed(sys.executable, tmp_path, site).kata(*command)
    assert (done.returncode, done.stdout) == (USAGE, "")
    assert done.stderr == "kata: there are no katas here; kata init DIR makes a folder with katas to work in\n"


def test_without_katas_list_shows_those_of_the_package(site, tmp_path):
    anywhere = Installed(sys.executable, tmp_path, site)
    done = anywhere.kata("list")
    assert (done.returncode, done.stderr) == (PASSED, "")
    *table, last = done.stdout.splitlines()
    assert re.fullmatch(r"counter +lost update +easy +10 min +not begun", table[2])
    assert len(table) == 2 + len(list((ROOT / "katas").glob("*.py")))
    assert last == "to work on them: kata init DIR makes a folder with all of them"
    report = json.loads(anywhere.kata("list", "--json").stdout)
    assert {"difficulty": "easy", "minutes": 10}.items() <= report["katas"][0].items()
    assert list(tmp_path.iterdir()) == [], "nothing is written"


def test_without_katas_explain_names_a_page_that_exists(site, tmp_path):
    done = Installed(sys.executable, tmp_path, site).kata("explain", "deadlock")
    assert done.returncode == PASSED
    page = Path(done.stdout.partition("  read  ")[2].splitlines()[0].strip())
    assert page.is_absolute()
    assert page.read_text(encoding="utf-8").startswith("# ")


def test_without_katas_the_demo_runs(site, tmp_path):
    done = Installed(sys.executable, tmp_path, site).kata("demo")
    assert (done.returncode, done.stderr) == (PASSED, "")
    assert "DEADLOCK  dining_philosophers" in done.stdout
    assert "10 replays: deadlock every time" in done.stdout
    assert done.stdout.endswith(
        "\nYour turn: kata list shows the katas; to work on them: kata init DIR makes a\nfolder with all of them\n"
    )
    assert list(tmp_path.iterdir()) == [], "nothing is written"


def test_pytest_works_at_once_and_skips_what_nobody_has_begun(installed):
    done = installed.pytest("-q", "tests/katas/test_counter.py", "tests/katas/test_latch.py")
    assert done.returncode == PASSED
    assert " skipped in " in done.stdout.splitlines()[-1]
    assert "passed" not in done.stdout


def test_a_right_file_passes_under_pytest_and_check_and_a_wrong_one_fails(installed):
    few = ("--engine", "explore", "--schedules", "50")
    journey(installed, few, tests=("tests/katas/test_counter.py", "tests/katas/test_latch.py"))


def journey(installed, few=(), tests=()):
    """From a fresh workspace to a kata that is passed."""
    installed.solves("counter")
    done = installed.pytest("-q", *few, *tests)
    assert done.returncode == PASSED
    assert " passed, " in done.stdout
    assert " skipped in " in done.stdout
    done = installed.kata("check", "counter", *few)
    assert done.returncode == PASSED
    assert done.stdout.startswith("✓ counter")
    assert installed.kata("next").stdout.startswith("bank_account: ")
    wrong = ROOT / "tests/wrong/counter/no_lock_at_all.py"
    shutil.copy(wrong, installed.folder / "katas/counter.py")
    assert installed.kata("check", "counter", *few).returncode == FAILED
    assert installed.kata("hint", "counter").stdout.startswith("counter, wrong")


def test_the_reference_is_the_packages_and_passes(installed):
    done = installed.kata(
        "check", "latch", "--against", "solutions", "--json", "--engine", "explore", "--schedules", "20"
    )
    (result,) = json.loads(done.stdout)["results"]
    assert result["verdict"] == "pass"
    assert Path(result["file"]).parts[-4:] == ("harness", "_handout", "solutions", "latch.py")
    assert not (installed.folder / "solutions").exists()
    text = (ROOT / "solutions/latch.py").read_text(encoding="utf-8")
    assert installed.kata("solution", "latch", "--yes").stdout.strip() == text.strip()


def test_the_course_its_hints_and_the_concepts_are_here(installed):
    clone = subprocess.run(
        [sys.executable, "-c", KATA, "list", "--json"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    courses = [json.loads(text)["katas"] for text in (clone.stdout, installed.kata("list", "--json").stdout)]
    in_clone, in_workspace = ([(one["name"], one["concept"], one["needs"]) for one in course] for course in courses)
    assert in_workspace == in_clone
    assert installed.kata("hint", "latch", "--verdict", "stuck").stdout.startswith("latch, stuck\n\nwhere to look\n")
    page = installed.kata("explain", "deadlock").stdout.partition("  read  ")[2].splitlines()[0].strip()
    assert (installed.folder / page).is_file()


def test_a_kata_can_be_begun_again(installed):
    installed.solves("latch")
    assert installed.kata("reset", "latch", "--yes").returncode == PASSED
    assert (installed.folder / "katas/latch.py").read_bytes() == (ROOT / "katas/latch.py").read_bytes()


@pytest.mark.slow
@pytest.mark.timeout(900)  # installs, too
def test_a_wheel_in_a_fresh_environment(tmp_path):
    """Asks a package index for the build's and the package's needs."""
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    subprocess.run([*pip, "wheel", "--quiet", "--no-deps", "-w", tmp_path / "wheel", ROOT], check=True)
    (wheel,) = (tmp_path / "wheel").glob("*.whl")
    venv.create(tmp_path / "env", with_pip=True, symlinks=os.name == "posix")
    python = tmp_path / "env" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    subprocess.run([python, *pip[1:], "install", "--quiet", wheel], check=True)
    installed = Installed(python, tmp_path)
    assert installed.kata("init", "mine").returncode == PASSED
    installed.folder /= "mine"
    assert installed.kata("demo").returncode == PASSED
    journey(installed)


def test_init_without_a_folder_uses_an_empty_one_and_else_a_new_one(kata, tmp_path):
    done = kata("init")
    assert done.stdout.startswith("this folder is a workspace with ")
    assert "cd " not in done.stdout
    assert (tmp_path / "katas").is_dir()
    assert kata("init").stdout.startswith("this folder is a workspace with ")


def test_init_without_a_folder_touches_nothing_that_is_there(kata, tmp_path):
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    done = kata("init")
    assert done.stdout.startswith("concurrency-katas is a workspace with ")
    assert "\n  cd concurrency-katas\n" in done.stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == ["concurrency-katas", "mine.txt"]
    assert "existing files were not changed" in kata("init").stdout
