"""Which katas there are, read from the files themselves: a kata is its stub and its contract."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

from harness.course.content.packaged_files import COURSE, handout, own_or_handed_out
from harness.course.content.syllabus import FOLDER, NOWHERE, Lesson, lessons
from harness.errors import UsageError


@dataclass(frozen=True)
class Kata:
    """One kata.

    Attributes:
        name: as in the file names.
        root: the project's folder.
        lesson: its place in the course.
    """

    name: str
    root: Path
    lesson: Lesson = NOWHERE

    @property
    def stub(self) -> Path:
        """The learner's file."""
        return self.root / "katas" / f"{self.name}.py"

    @property
    def solution(self) -> Path:
        """The reference solution: the project's own, or else the package's."""
        return self._of(Path("solutions") / f"{self.name}.py", handout() / "solutions")

    @property
    def contract(self) -> Path:
        """The tests that say what is asked."""
        return self.root / "tests" / "katas" / f"test_{self.name}.py"

    @property
    def wrong(self) -> Path:
        """The folder of solutions that must be caught."""
        return self.root / "tests" / "wrong" / self.name

    @property
    def right(self) -> Path:
        """The folder of solutions that differ from the reference and must pass."""
        return self.root / "tests" / "right" / self.name

    @property
    def hints(self) -> Path:
        """What helps after a failure: as for the reference."""
        return self._of(FOLDER / "hints" / f"{self.name}.toml", COURSE / "hints")

    def _of(self, own: Path, package: Path) -> Path:
        """The project's own file, or the package's of a kata that has its contract here."""
        path = self.root / own
        return own_or_handed_out(path, package / own.name) if self.contract.is_file() else path

    @property
    def files(self) -> tuple[Path, ...]:
        """The file of each kind that a kata has one of."""
        return self.stub, self.solution, self.contract, self.hints

    @property
    def concept(self) -> str:
        """What is new in it: as the course says, or else its title."""
        return self.lesson.concept or self.title

    @cached_property
    def _contract_tree(self) -> ast.Module:
        return ast.parse(self.contract.read_text(encoding="utf-8"))

    @cached_property
    def clauses(self) -> tuple[str, ...]:
        """The contract's test functions, in order."""
        body = self._contract_tree.body
        return tuple(node.name for node in body if isinstance(node, ast.FunctionDef) and node.name.startswith("test"))

    @cached_property
    def public(self) -> tuple[str, ...]:
        """The names a file of this kata must define, and the methods of its classes."""
        return interface(self.solution)

    @cached_property
    def title(self) -> str:
        """The first line of the stub's story."""
        try:
            text = ast.get_docstring(ast.parse(self.stub.read_text(encoding="utf-8")))
        except (OSError, SyntaxError, ValueError):
            return ""
        return (text or "").strip().partition("\n")[0]


def public_names(path: Path) -> tuple[str, ...]:
    """Top-level classes of a file that do not begin with an underscore; () if it cannot be read."""
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"))
    except (OSError, SyntaxError, ValueError):
        return ()
    return tuple(node.name for node in tree.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_"))


def interface(path: Path) -> tuple[str, ...]:
    """What a reference offers: ``Class``, ``Class.method(argument, ...)`` and ``Class.property``.

    Arguments with a default, and those after a star, are left out: a caller need not give them.
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
                    called = "" if part.decorator_list else f"({', '.join(one.arg for one in needed)})"
                    found.append(f"{node.name}.{part.name}{called}")
    return tuple(found)


def find_root(start: Path | None = None) -> Path:
    """The folder with ``katas/`` and ``tests/katas/``: here, above, or the clone where the harness lives.

    Raises:
        UsageError: there is none.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents, Path(__file__).resolve().parents[3]):
        if (folder / "katas").is_dir() and (folder / "tests" / "katas").is_dir():
            return folder
    raise UsageError("there are no katas here: kata init DIR makes a folder with them, to be worked in")


def catalogue(root: Path | None = None) -> dict[str, Kata]:
    """Every kata that has a contract, in teaching order.

    Raises:
        UsageError: there are none, or the course file is no course.
    """
    folder = root or find_root()
    names = {path.stem.removeprefix("test_") for path in (folder / "tests" / "katas").glob("test_*.py")}
    try:
        course = lessons(folder)
    except ValueError as error:
        raise UsageError(str(error)) from None
    ordered = [name for name in course if name in names] + sorted(names - set(course))
    return {name: Kata(name, folder, course.get(name, NOWHERE)) for name in ordered}


def find(katas: dict[str, Kata], name: str) -> Kata:
    """A kata by name.

    Raises:
        UsageError: there is none of this name; says the nearest.
    """
    if name in katas:
        return katas[name]
    path = Path(name)
    if path.suffix == ".py" and path.stem in katas and path.parent.name == "katas":  # the file, as a shell completes it
        return katas[path.stem]
    raise UsageError(f"there is no kata {name!r}{nearest(name, katas)}")


def nearest(word: str, known: object) -> str:
    """``; did you mean ...?``, or the list of what there is."""
    names = [str(one) for one in known] if hasattr(known, "__iter__") else []
    close = get_close_matches(word, names, 1, 0.5)
    return f"; did you mean {close[0]!r}?" if close else f"; there are: {', '.join(names)}"


def is_stub(path: Path) -> bool:
    """Every function of the file still just raises NotImplementedError: nobody has begun.

    A file that cannot be parsed has been touched.
    """
    try:
        return stub_text(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False


def stub_text(text: str) -> bool:
    """As ``is_stub``, of the text of a file."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    return bool(functions) and all(_only_raises(function) for function in functions)


def _only_raises(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    body = [node for node in function.body if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))]
    if len(body) != 1 or not isinstance(body[0], ast.Raise) or body[0].exc is None:
        return False
    raised = body[0].exc.func if isinstance(body[0].exc, ast.Call) else body[0].exc
    return isinstance(raised, ast.Name) and raised.id == "NotImplementedError"


def target_of(kata: Kata, against: str) -> Path:
    """The file to judge for a kata.

    Args:
        kata: the kata.
        against: "katas", "solutions", a folder with one file a kata, or a file.

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


def handed_in(targets: list[tuple[Kata, Path]], folder: Path) -> tuple[list[tuple[Kata, Path]], str]:
    """Of all katas, those a folder has a file for, and a sentence on the rest ("" if there is none).

    Raises:
        UsageError: it has none.
    """
    there = [(kata, target) for kata, target in targets if target.is_file()]
    strangers = sorted({file.name for file in folder.glob("*.py")} - {f"{kata.name}.py" for kata, _ in targets})
    said = f"no kata is called {', '.join(strangers)}" if strangers else ""
    if not there:
        example = f"{targets[0][0].name}.py" if targets else "NAME.py"
        raise UsageError(f"--against {folder}: no file in it is called as a kata is, such as {example}")
    if len(there) < len(targets):
        absent = f"{len(targets) - len(there)} of {len(targets)} katas have no file in {folder} and are not judged"
        said = f"{absent}; {said}" if said else absent
    return there, said


def kata_of_file(katas: dict[str, Kata], path: Path) -> Kata:
    """The kata a file belongs to: by its name, its folder's name, or the names it defines.

    Raises:
        UsageError: none, or more than one.
    """
    for name in (path.stem, *(folder.name for folder in path.resolve().parents)):
        if name in katas:
            return katas[name]
    defined = set(public_names(path))
    fitting = [kata for kata in katas.values() if set(public_names(kata.solution)) & defined]
    if len(fitting) == 1:
        return fitting[0]
    raise UsageError(f"which kata is {path.name} for? Name it: kata check NAME --against {path.name}")
