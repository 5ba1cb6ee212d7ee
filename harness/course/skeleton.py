"""The files of a kata that is still to be written, from ``templates/``."""

from __future__ import annotations

import keyword
import re
import sys
from pathlib import Path
from string import Template

from harness.course.catalogue import Kata, UsageError, catalogue, nearest
from harness.course.order import FILE

TEMPLATES = Path(__file__).parent / "templates"


def create(root: Path, name: str) -> list[Path]:
    """Write the skeleton of a kata.

    Args:
        root: the project's folder.
        name: of the kata.

    Returns:
        The files written, and the course file, which has a new table at its end.

    Raises:
        UsageError: the name is none for a kata, or something of this name is there already; nothing was written.
    """
    katas = catalogue(root)
    kata = Kata(name, root)
    _check_name(name)
    files = {
        kata.stub: "stub.py",
        kata.contract: "contract.py",
        kata.solution: "solution.py",
        kata.wrong / "what_goes_wrong.py": "wrong.py",
        kata.right / "another_way.py": "right.py",
        kata.hints: "hints.toml",
    }
    # the package's solution and hints may stand in for this kata's: they are nowhere in the project
    there = [path for path in (*kata.files, kata.wrong, kata.right) if path.exists() and path.is_relative_to(root)]
    if name in katas or there:
        where = f": {there[0].relative_to(root).as_posix()}" if there else ""
        raise UsageError(f"there is a kata {name!r} already{where}")
    known = {"name": name, "title": name.replace("_", " ").capitalize(), "Class": _class_name(name)}
    texts = {path: _filled(template, known) for path, template in files.items()}
    course = root / FILE
    before = course.read_text(encoding="utf-8").rstrip("\n") + "\n\n" if course.is_file() else ""
    texts[course] = before + _filled("course.toml", known)
    try:
        for path, text in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path.relative_to(root).as_posix()} cannot be written: {error.strerror}") from None
    return list(texts)


def _check_name(name: str) -> None:
    if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", name):
        wanted = re.sub(r"[^a-z0-9]+", "_", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()).strip("_0123456789")
        hint = nearest(wanted, [wanted]) if wanted else ""
        raise UsageError(f"{name!r} is no name for a kata: small letters, digits and single underscores{hint}")
    if keyword.iskeyword(name) or keyword.issoftkeyword(name):
        raise UsageError(f"{name!r} is a word of Python's own, so no file to import can be called so")
    if name in sys.stdlib_module_names:
        raise UsageError(f"{name!r} is a module of the standard library; a kata of this name would hide it")
    if name in ("katas", "solutions"):
        raise UsageError(f"{name!r} is what --against calls a folder")


def _class_name(name: str) -> str:
    return "".join(word.capitalize() for word in name.split("_"))


def _filled(template: str, known: dict[str, str]) -> str:
    return Template((TEMPLATES / f"{template}.template").read_text(encoding="utf-8")).substitute(known)
