"""The documents: the files that they name exist, and a command is the same wherever it is written."""

import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

DOCUMENTS = (
    "README.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "docs/architecture.md",
    "docs/glossary.md",
    "docs/reference.md",
)
MADE_LATER = re.compile(r"^\.kata|^\.venv|NAME")
"""Paths that a user makes, and patterns such as ``katas/NAME.py``; NAME stands for any name."""


def named_paths(text):
    """The paths of the project that a document puts in backticks, and the targets of its links."""
    text = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    top = "|".join(re.escape(path.name) for path in ROOT.iterdir() if path.is_dir())
    in_ticks = re.findall(rf"`((?:{top})/[^`\s*{{]*|[\w/.-]+\.(?:py|toml|md|yml|json|ini))(?:::[\w.]+)?`", text)
    return [path for path in in_ticks if not MADE_LATER.search(path)]


def missing_paths(text, folder):
    """The named paths that do not exist: from the root, and a bare file name or a path inside a room anywhere."""
    ends = {tail for path in project_paths() for tail in tails(path)}
    lost = [path for path in named_paths(text) if path.rstrip("/") not in ends]
    targets = [link.partition("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in link]
    return lost + [link for link in targets if link and not (folder / link).exists()]


@cache
def project_paths():
    """Every file and folder of the project; what a user makes beside it (environments, caches) is left out."""
    tops = [path for path in ROOT.iterdir() if path.name in (".ci", ".github") or not path.name.startswith((".", "_"))]
    return [path.relative_to(ROOT).as_posix() for top in tops for path in (top, *top.rglob("*"))]


def tails(path):
    parts = path.split("/")
    return ["/".join(parts[start:]) for start in range(len(parts))]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_names_no_file_that_is_not_there(name):
    page = ROOT / name
    assert missing_paths(page.read_text(encoding="utf-8"), page.parent) == []


def test_a_path_that_leads_nowhere_is_found():
    text = "`harness/trace.py` `harness/gone.py` `trace.py` `gone.py` `katas/NAME.py` [here](gone.md) `tests/gone/`"
    assert missing_paths(text, ROOT) == ["harness/gone.py", "gone.py", "tests/gone/", "gone.md"]


def readme_commands():
    """The lines of the README's first two blocks of shell: POSIX, then Windows, of each."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return [block.strip() for block in re.findall(r"^```(?:sh|bat)\n(.*?)^```", text, re.MULTILINE | re.DOTALL)][:4]


def test_the_test_command_is_the_same_everywhere():
    _, _, posix, windows = readme_commands()
    script = (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()
    assert script[-1] == posix
    workflow = (ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8")
    assert f"run: {posix}\n" in workflow
    assert f"run: {windows}\n" in workflow


def test_both_commands_begin_with_nothing_but_python():
    demo, demo_windows, tests, tests_windows = readme_commands()
    for command in (demo, tests):
        assert command.startswith("python3 -m venv .venv && ")
    for command in (demo_windows, tests_windows):
        assert command.startswith("python -m venv .venv && ")
    assert demo.endswith("kata demo")
    assert demo_windows.endswith("kata demo")


def test_pre_commit_uses_the_linters_of_the_lint_extra():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    ours = {name for name in project["optional-dependencies"]["lint"] if name.startswith("ruff==")}
    theirs = set(re.findall(r"ruff==[\d.]+", (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")))
    assert ours == theirs
