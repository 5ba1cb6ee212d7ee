"""The skeleton files of a new kata, from ``templates/``."""

from __future__ import annotations

import ast
import keyword
import re
import sys
from pathlib import Path
from string import Template

from ...errors import UsageError
from ...verdict import Verdict
from ..content.catalogue import Kata, catalogue, find, is_stub, nearest
from ..content.hints import LEVELS, hints
from ..content.packaged_files import COURSE
from ..content.syllabus import FILE
from .verify import FEWEST_RIGHT, FEWEST_WRONG, declared

TEMPLATES = COURSE / "templates"


def create(root: Path, name: str) -> list[Path]:
    """Write the skeleton of a kata.

    Args:
        root: the project's folder.
        name: the kata's name.

    Returns:
        The files written, and the course file, which gets a new table at its end.

    Raises:
        UsageError: the name is invalid, or a file with this name exists already; nothing was written.
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
    # the package's solution and hints may be used for this kata; those are not in the project
    existing = [path for path in (*kata.files, kata.wrong, kata.right) if path.exists() and path.is_relative_to(root)]
    if name in katas or existing:
        where = f": {existing[0].relative_to(root).as_posix()}" if existing else ""
        raise UsageError(f"there is a kata {name!r} already{where}")
    values = _values(name)
    texts = {path: _filled(template, values) for path, template in files.items()}
    course = root / FILE
    before = course.read_text(encoding="utf-8").rstrip("\n") + "\n\n" if course.is_file() else ""
    texts[course] = before + _filled("course.toml", values)
    _write(root, texts)
    return list(texts)


def fill_in(root: Path, name: str) -> list[Path]:
    """Fill in the files of a kata that follow from those already written, so that the author need not copy.

    When the stub has its signatures, the solution and the right variants get them, and the contract gets the allowed
    primitives. When the solution is written, the wrong variants get all of its code, to be broken in one place each.
    The hints get an empty table for each verdict that a wrong variant names. Other files are overwritten only if they
    are as ``create`` wrote them, and no more variants are written than ``verify`` requires.

    Returns:
        The files written.

    Raises:
        UsageError: there is no such kata, its stub is not a stub, a file cannot be read, or nothing is left to write.
    """
    kata = find(catalogue(root), name)
    if not is_stub(kata.stub):
        raise UsageError(
            f"katas/{kata.stub.name} must be a stub, in which each function only raises NotImplementedError"
        )
    name, values = kata.name, _values(kata.name)
    stub = _below_docstring(kata.stub)
    texts = {**_contract(kata, values), **_tables(kata)}
    if kata.solution == root / "solutions" / f"{name}.py" and _untouched(kata.solution, "solution.py", values):
        texts[kata.solution] = _head("solution.py", values) + stub
    for path in _open_variants(kata.right, "another_way", FEWEST_RIGHT, "right.py", values):
        texts[path] = _head("right.py", values) + stub
    if not is_stub(kata.solution):
        solution = _below_docstring(kata.solution)
        for path in _open_variants(kata.wrong, "what_goes_wrong", FEWEST_WRONG, "wrong.py", values):
            texts[path] = _head("wrong.py", values) + solution
    texts = {path: text for path, text in texts.items() if not path.exists() or path.read_text("utf-8") != text}
    if not texts:
        more = "; the wrong variants can be filled in when the solution is written" if is_stub(kata.solution) else ""
        raise UsageError(f"there is nothing to fill in for {name} yet{more}")
    _write(root, texts)
    return list(texts)


def _contract(kata: Kata, values: dict[str, str]) -> dict[Path, str]:
    """Return the contract with the primitives that the stub allows, if the author has not changed it yet."""
    allowed = re.search(r"^Allowed: ([\w, ]+)\.$", kata.stub.read_text(encoding="utf-8"), re.MULTILINE)
    if allowed is None or not _untouched(kata.contract, "contract.py", values):
        return {}
    text = _filled("contract.py", values)
    return {kata.contract: re.sub(r'allow="[^"]*"', f'allow="{allowed[1]}"', text)}


def _tables(kata: Kata) -> dict[Path, str]:
    """Return the project's hints with an empty table for each verdict that has none."""
    if not kata.hints.is_file() or not kata.hints.is_relative_to(kata.root):
        return {}
    verdicts = {declared(file) for file in kata.wrong.glob("*.py")} - {"", str(Verdict.PASS)} - set(hints(kata))
    empty = "".join(f'{level} = ""\n' for level in LEVELS)
    text = kata.hints.read_text(encoding="utf-8").rstrip("\n") + "\n"
    return {kata.hints: text + "".join(f"\n[{verdict}]\n{empty}" for verdict in sorted(verdicts))} if verdicts else {}


def _open_variants(folder: Path, stem: str, fewest: int, template: str, values: dict[str, str]) -> list[Path]:
    """Return the variants still to write: files as ``create`` wrote them, then new ones, up to the fewest required."""
    existing = sorted(folder.glob("*.py"))
    fresh = [path for path in existing if _untouched(path, template, values)]
    names = [folder / f"{stem}{'' if number == 1 else f'_{number}'}.py" for number in range(1, fewest + 1)]
    lacking = max(fewest - len(existing), 0)
    return fresh + [path for path in names if path not in existing][:lacking]


def _untouched(path: Path, template: str, values: dict[str, str]) -> bool:
    return not path.exists() or path.read_text(encoding="utf-8") == _filled(template, values)


def _head(template: str, values: dict[str, str]) -> str:
    """Return a template's text up to the end of its docstring."""
    text = _filled(template, values)
    return "".join(text.splitlines(keepends=True)[: _docstring_end(text)])


def _below_docstring(path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8")
        return "".join(text.splitlines(keepends=True)[_docstring_end(text) :])
    except (OSError, SyntaxError, ValueError) as error:
        raise UsageError(f"{path.parent.name}/{path.name} cannot be read: {error}") from None


def _docstring_end(text: str) -> int:
    """Return the last line of a module's docstring; 0 if it has none."""
    tree = ast.parse(text)
    return tree.body[0].end_lineno or 0 if ast.get_docstring(tree) is not None else 0


def _write(root: Path, texts: dict[Path, str]) -> None:
    try:
        for path, text in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path.relative_to(root).as_posix()} cannot be written: {error.strerror}") from None


def _values(name: str) -> dict[str, str]:
    """Return the values that the templates need."""
    return {"name": name, "title": name.replace("_", " ").capitalize(), "Class": _class_name(name)}


def _check_name(name: str) -> None:
    if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", name):
        wanted = re.sub(r"[^a-z0-9]+", "_", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()).strip("_0123456789")
        hint = nearest(wanted, [wanted]) if wanted else ""
        raise UsageError(
            f"{name!r} is not a valid name for a kata: use lower-case letters, digits and single underscores{hint}"
        )
    if keyword.iskeyword(name) or keyword.issoftkeyword(name):
        raise UsageError(f"{name!r} is a keyword of Python, so no module can have this name")
    if name in sys.stdlib_module_names:
        raise UsageError(f"{name!r} is a module of the standard library; a kata of this name would hide it")
    if name in ("katas", "solutions"):
        raise UsageError(f"{name!r} has a meaning for --against")


def _class_name(name: str) -> str:
    return "".join(word.capitalize() for word in name.split("_"))


def _filled(template: str, values: dict[str, str]) -> str:
    return Template((TEMPLATES / f"{template}.template").read_text(encoding="utf-8")).substitute(values)
