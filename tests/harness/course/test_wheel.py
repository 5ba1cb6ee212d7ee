"""A wheel and a source distribution of a clone in which katas have been solved have the stubs, or are not built.

hatchling builds them here, without a package index, as ``pip wheel`` and ``build`` do.
"""

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

pytest.importorskip("hatchling")
ROOT = Path(__file__).resolve().parents[3]
BUILD = "import sys, hatchling.build as b; print(getattr(b, 'build_' + sys.argv[1])('dist'))"
NEEDED = (
    "pyproject.toml", "README.md", "LICENSE", "concurrency_katas", "harness", "katas", "solutions", "tools", "docs",
    "tests/katas", "tests/wrong", "tests/right", "tests/mends",
)  # fmt: skip
HANDOUT = "concurrency_katas/harness/_handout/katas"
SOLVED = "class Counter:\n    def increment(self):\n        self.value += 1\n"


def git(folder, *words):
    env = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    me = ("-c", "user.name=me", "-c", "user.email=me@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *me, *words], cwd=folder, env=env, check=True, capture_output=True)


@pytest.fixture
def copy(tmp_path):
    """A copy of the project, without git."""
    folder = tmp_path / "copy"
    folder.mkdir()
    for path in NEEDED:
        if (ROOT / path).is_dir():
            shutil.copytree(ROOT / path, folder / path, ignore=shutil.ignore_patterns("__pycache__", "*.so"))
        elif (ROOT / path).is_file():
            shutil.copy(ROOT / path, folder / path)
    return folder


@pytest.fixture
def clone(copy):
    """The same as a clone with one commit."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "all"]):
        git(copy, *words)
    return copy


def built(folder, kind):
    """The distribution, or the sentence with which the build has ended."""
    (folder / "dist").mkdir(exist_ok=True)
    env = {name: value for name, value in os.environ.items() if not name.startswith(("HATCH_", "PYTEST_"))}
    done = subprocess.run(
        [sys.executable, "-c", BUILD, kind], cwd=folder, env=env, capture_output=True, text=True, check=False
    )
    if done.returncode:
        return done.stdout + done.stderr
    return folder / "dist" / done.stdout.split()[-1]


def in_wheel(folder):
    wheel = built(folder, "wheel")
    assert isinstance(wheel, Path), wheel
    with zipfile.ZipFile(wheel) as opened:
        names = opened.namelist()
        assert len(names) == len(set(names)), "no file is there twice"
        return {name: opened.read(name) for name in names}


def test_a_wheel_of_a_clone_with_a_solved_kata_has_the_stub(clone):
    stub = (clone / "katas/counter.py").read_bytes()
    (clone / "katas/counter.py").write_text(SOLVED, encoding="utf-8")
    files = in_wheel(clone)
    assert files[f"{HANDOUT}/counter.py"] == stub
    katas = {Path(name).name: text for name, text in files.items() if name.startswith(f"{HANDOUT}/")}
    assert katas == {path.name: path.read_bytes() for path in (ROOT / "katas").glob("*.py")}
    assert (clone / "katas/counter.py").read_text(encoding="utf-8") == SOLVED, "the learner's file is as it was"


def test_a_wheel_has_the_variants_that_kata_repair_hands_out(copy):
    handout = HANDOUT.removesuffix("katas")
    found = {name.removeprefix(handout) for name in in_wheel(copy) if name.startswith(f"{handout}tests/")}
    for kind, suffix in (("wrong", "*.py"), ("right", "*.py"), ("mends", "*.diff")):
        wanted = {path.relative_to(ROOT).as_posix() for path in (ROOT / "tests" / kind).rglob(suffix)}
        assert wanted, kind
        assert wanted <= found, kind


def test_a_source_distribution_has_the_stub_and_makes_the_same_wheel(clone, tmp_path):
    stub = (clone / "katas/counter.py").read_bytes()
    (clone / "katas/counter.py").write_text(SOLVED, encoding="utf-8")
    with tarfile.open(built(clone, "sdist")) as opened:
        opened.extractall(tmp_path, filter="data")
    (unpacked,) = tmp_path.glob("concurrency_katas-*")
    assert (unpacked / "katas/counter.py").read_bytes() == stub
    assert in_wheel(unpacked)[f"{HANDOUT}/counter.py"] == stub


def test_a_new_stub_that_is_not_committed_is_taken_as_it_is(clone):
    stub = (clone / "katas/counter.py").read_bytes()
    (clone / "katas/new.py").write_bytes(stub)
    assert in_wheel(clone)[f"{HANDOUT}/new.py"] == stub


def test_a_solved_kata_that_was_committed_is_refused(clone):
    (clone / "katas/counter.py").write_text(SOLVED, encoding="utf-8")
    git(clone, "commit", "-qam", "I have solved it")
    for kind in ("wheel", "sdist"):
        said = built(clone, kind)
        assert "katas/counter.py is not a stub, and its last commit is solved, too" in said
        assert "Traceback" not in said
    assert not list((clone / "dist").iterdir())


def test_without_git_a_solved_kata_is_refused(copy):
    (copy / "katas/counter.py").write_text(SOLVED, encoding="utf-8")
    assert "katas/counter.py is not a stub, and git does not know the stub" in built(copy, "wheel")


def test_an_editable_install_takes_the_files_as_they_are(copy):
    (copy / "katas/counter.py").write_text(SOLVED, encoding="utf-8")
    assert isinstance(built(copy, "editable"), Path)


def test_only_a_compiled_build_needs_a_compiler(copy):
    code = "import hatchling.build as b; print(b.get_requires_for_build_wheel())"
    for value, needs in (("", False), ("1", True)):
        env = {**os.environ, "HATCH_BUILD_HOOK_ENABLE_CUSTOM": value}
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=copy, env=env, capture_output=True, text=True, check=True
        )
        assert ("cython" in done.stdout) is needs
