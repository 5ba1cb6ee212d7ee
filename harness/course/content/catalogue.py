"""The catalogue of katas, read from the files themselves: a kata is its stub and its contract."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

from ...errors import UsageError
from .packaged_files import COURSE, own_or_packaged, packaged_root
from .stub import stub_text
from .syllabus import FOLDER, UNLISTED, Lesson, lessons

WORKLOAD = "workload"
"""The fixture that generates workloads."""
SIMILAR = 0.6
"""The likeness from which a name is a guess at another word: below it, ``nonsense`` would be ``once``."""


@dataclass(frozen=True)
class Kata:
    """One kata and the paths of its files.

    Attributes:
        name: the name, as in the file names.
        root: the project's folder.
        lesson: the kata's place in the course.
    """

    name: str
    root: Path
    lesson: Lesson = UNLISTED

    @property
    def stub(self) -> Path:
        """The learner's file."""
        return self.root / "katas" / f"{self.name}.py"

    @property
    def solution(self) -> Path:
        """The reference solution: the project's, or else the package's."""
        return self._own_or_packaged(Path("solutions") / f"{self.name}.py", packaged_root() / "solutions")

    @property
    def contract(self) -> Path:
        """The contract: the tests that a solution must pass."""
        return self.root / "tests" / "katas" / f"test_{self.name}.py"

    @property
    def wrong(self) -> Path:
        """The folder of wrong solutions, which must fail."""
        return self.root / "tests" / "wrong" / self.name

    @property
    def right(self) -> Path:
        """The folder of right solutions that differ from the reference, and must pass."""
        return self.root / "tests" / "right" / self.name

    @property
    def hints(self) -> Path:
        """The file of hints: the project's, or else the package's."""
        return self._own_or_packaged(FOLDER / "hints" / f"{self.name}.toml", COURSE / "hints")

    def _own_or_packaged(self, own: Path, package: Path) -> Path:
        """Return the project's own file; or the package's, if the project has the kata's contract."""
        path = self.root / own
        return own_or_packaged(path, package / own.name) if self.contract.is_file() else path

    @property
    def files(self) -> tuple[Path, ...]:
        """The files of which a kata has exactly one each."""
        return self.stub, self.solution, self.contract, self.hints

    @property
    def concept(self) -> str:
        """The new idea of the kata: from the course file, or else its title."""
        return self.lesson.concept or self.title

    @cached_property
    def _contract_tree(self) -> ast.Module:
        return ast.parse(self.contract.read_text(encoding="utf-8"))

    @cached_property
    def clauses(self) -> tuple[str, ...]:
        """The names of the contract's test functions, in order."""
        body = self._contract_tree.body
        return tuple(node.name for node in body if isinstance(node, ast.FunctionDef) and node.name.startswith("test"))

    @cached_property
    def generated(self) -> frozenset[str]:
        """The clauses with generated workloads, which take much longer than most others."""
        body = self._contract_tree.body
        tests = [node for node in body if isinstance(node, ast.FunctionDef)]
        return frozenset(node.name for node in tests if WORKLOAD in {one.arg for one in node.args.args})

    @cached_property
    def public(self) -> tuple[str, ...]:
        """The names that a solution must define, and the methods of its classes."""
        return interface(self.solution)

    @cached_property
    def title(self) -> str:
        """The first line of the stub's docstring."""
        try:
            text = ast.get_docstring(ast.parse(self.stub.read_text(encoding="utf-8")))
        except (OSError, SyntaxError, ValueError):
            return ""
        return (text or "").strip().partition("\n")[0]


def public_names(path: Path) -> tuple[str, ...]:
    """Return the public top-level classes of a file; () if it cannot be read."""
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"))
    except (OSError, SyntaxError, ValueError):
        return ()
    return tuple(node.name for node in tree.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_"))


def interface(path: Path) -> tuple[str, ...]:
    """Return the public interface of a file: ``Class``, ``Class.method(argument, ...)`` and ``Class.property``.

    Arguments with a default, and those after a star, are left out, because a caller need not pass them.
    """
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"))
    except (OSError, SyntaxError, ValueError):
        return ()
    found: list[str] = []
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            found.append(node.name)
            for part in node.body:
                if isinstance(part, ast.FunctionDef) and (part.name == "__init__" or not part.name.startswith("_")):
                    needed = part.args.args[1 : len(part.args.args) - len(part.args.defaults)]
                    is_read = any(isinstance(one, ast.Name) and one.id == "property" for one in part.decorator_list)
                    called = "" if is_read else f"({', '.join(one.arg for one in needed)})"
                    found.append(f"{node.name}.{part.name}{called}")
    return tuple(found)


def find_root(start: Path | None = None) -> Path:
    """Return the project's folder, which has ``katas/`` and ``tests/katas/``.

    It is the working directory, a folder above it, or the clone that the harness belongs to.

    Raises:
        UsageError: there is no such folder.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents, Path(__file__).resolve().parents[3]):
        if (folder / "katas").is_dir() and (folder / "tests" / "katas").is_dir():
            return folder
    raise UsageError("there are no katas here; kata init DIR makes a folder with katas to work in")


def root_to_read() -> tuple[Path, bool]:
    """Return the project's folder and True; where there is none, the folder of the packaged files and False.

    The course can be read in both; a learner works in a project only.
    """
    try:
        return find_root(), True
    except UsageError:
        return packaged_root(), False


def catalogue(root: Path | None = None) -> dict[str, Kata]:
    """Return every kata that has a contract, in teaching order.

    Raises:
        UsageError: there is no project folder, or the course file is invalid.
    """
    folder = root or find_root()
    names = {path.stem.removeprefix("test_") for path in (folder / "tests" / "katas").glob("test_*.py")}
    try:
        course = lessons(folder)
    except ValueError as error:
        raise UsageError(str(error)) from None
    ordered = [name for name in course if name in names] + sorted(names - set(course))
    return {name: Kata(name, folder, course.get(name, UNLISTED)) for name in ordered}


def find(katas: dict[str, Kata], name: str) -> Kata:
    """Return the kata with this name.

    Raises:
        UsageError: there is no kata with this name; the message names the most similar one.
    """
    if name in katas:
        return katas[name]
    path = Path(name)
    if path.suffix == ".py" and path.stem in katas and path.parent.name == "katas":  # the path that a shell completes
        return katas[path.stem]
    if path.suffix == ".py" and path.parent.name == "repairs":
        raise UsageError(f"{name} is no kata but a repair: kata repair {path.stem} judges it")
    raise UsageError(f"there is no kata {name!r}{nearest(path.stem if path.suffix == '.py' else name, katas)}")


def nearest(word: str, known: object) -> str:
    """Return ``; did you mean ...?`` with the most similar name, or the list of all names."""
    names = [str(one) for one in known] if hasattr(known, "__iter__") else []
    close = get_close_matches(word, names, 1, SIMILAR)
    return f"; did you mean {close[0]!r}?" if close else f"; there are: {', '.join(names)}"


def is_stub(path: Path) -> bool:
    """True if every function of the file only raises NotImplementedError: the kata has not been started.

    A file that cannot be parsed is not a stub: somebody has changed it.
    """
    try:
        return stub_text(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False


def target_of(kata: Kata, against: str) -> Path:
    """Return the file to judge for a kata.

    Args:
        kata: the kata.
        against: "katas", "solutions", a folder with one file for each kata, or a file.

    Raises:
        UsageError: there is no such file or folder.
    """
    if against == "katas":
        return kata.stub
    if against == "solutions":
        return kata.solution
    path = Path(against).resolve()
    if path.is_dir():
        return path / f"{kata.name}.py"
    if path.is_file():
        return path
    raise UsageError(f"--against {against}: no such file or folder{nearest(against, ['katas', 'solutions'])}")


def targets_in_folder(targets: list[tuple[Kata, Path]], folder: Path) -> tuple[list[tuple[Kata, Path]], str]:
    """Return the katas for which a folder has a file, and a sentence about the others ("" if there are none).

    Raises:
        UsageError: the folder has no file for any kata.
    """
    present = [(kata, target) for kata, target in targets if target.is_file()]
    unknown = sorted({file.name for file in folder.glob("*.py")} - {f"{kata.name}.py" for kata, _ in targets})
    note = f"there is no kata for {', '.join(unknown)}" if unknown else ""
    if not present:
        example = f"{targets[0][0].name}.py" if targets else "NAME.py"
        raise UsageError(f"--against {folder}: no file in it has the name of a kata, such as {example}")
    if len(present) < len(targets):
        absent = f"{len(targets) - len(present)} of {len(targets)} katas have no file in {folder} and are not judged"
        note = f"{absent}; {note}" if note else absent
    return present, note


def kata_of_file(katas: dict[str, Kata], path: Path) -> Kata:
    """Return the kata that a file belongs to, by the file's name, a folder's name, or the classes that it defines.

    Raises:
        UsageError: no kata matches, or more than one does.
    """
    for name in (path.stem, *(folder.name for folder in path.resolve().parents)):
        if name in katas:
            return katas[name]
    defined = set(public_names(path))
    fitting = [kata for kata in katas.values() if set(public_names(kata.solution)) & defined]
    if len(fitting) == 1:
        return fitting[0]
    raise UsageError(f"which kata is {path.name} for? Name it: kata check NAME --against {path.name}")
