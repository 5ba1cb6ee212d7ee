"""Functions: a function without arguments, found by name in a file."""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

from ..common.syntax_trees import walk
from ..common.timeout_rules import HOUR
from ..trace import Place
from ..world.loader.load_error import LoadError
from ..world.loader.parsing import parse
from ..world.world import World
from .closure import Closure
from .program import Program
from .source_files import source_files


@dataclass
class Function:
    """A zero-argument function of a file.

    Attributes:
        target: the file.
        function: its name, with dots for a function inside a class.
        path: where modules are searched for; () for the path of this process.
        inside: installed packages that are explored as its own modules are.
        timeouts: when a wait may time out, one of ``common.timeout_rules.TIMEOUTS``.
    """

    target: str
    function: str
    clause: str | None = None
    path: tuple[str, ...] = ()
    inside: frozenset[str] = frozenset()
    timeouts: str = HOUR

    @property
    def name(self) -> str:
        """FILE::FUNCTION."""
        return f"{self.target}::{self.function}"

    @property
    def files(self) -> tuple[str, ...]:
        """The file, and the program's own files that it imports."""
        return source_files(self.target, self.path, self.inside)

    def world(self) -> World:
        """A world without restrictions."""
        self._find(parse(self.target)[0])
        return World(self.target, path=self.path, inside=self.inside, timeouts=self.timeouts)

    def _find(self, tree: ast.Module) -> None:
        names = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
        first = self.function.partition(".")[0]
        assigned = {node.id for node in walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
        classes = {node.name for node in tree.body if isinstance(node, ast.ClassDef)}
        imported = {
            alias.asname or alias.name
            for node in walk(tree)
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        if first not in {*names, *assigned, *classes, *imported}:
            file = Path(self.target).name
            known = ", ".join(names) or "none"
            raise LoadError(f"{file} has no function {self.function}; its functions: {known}")
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and node.name == self.function:
                needed = len(node.args.args) - len(node.args.defaults)
                if needed > 0:
                    raise LoadError(
                        f"{Path(self.target).name} line {node.lineno}: {self.function}() takes arguments;"
                        " explore a function that takes none",
                        Place(self.target, node.lineno),
                    )

    def body(self, world: Any, engine: Any) -> Callable[[], object]:
        """Return a function that loads the file and calls the function in it."""
        checked: set[CodeType] = set()

        def run() -> None:
            module = world.loader.load(self.target)
            found = vars(module).get(self.function)
            if type(found) is not FunctionType or found.__code__ not in checked:
                found = self._resolved(module)
                if type(found) is FunctionType:
                    checked.add(found.__code__)
            found()

        return run

    def _resolved(self, module: Any) -> Callable[[], object]:
        """Return the function of the loaded module.

        Raises:
            LoadError: it does not exist, or calling it without arguments would run nothing.
        """
        file, found = Path(self.target).name, module
        for part in self.function.split("."):
            if not hasattr(found, part):
                # loading stops where a file that explores itself calls explore()
                raise LoadError(f"{file} does not define {self.function}, or only after it calls explore()")
            found = getattr(found, part)
        if not callable(found):
            raise LoadError(f"{file}: {self.function} is not a function")
        if isinstance(found, type):
            raise LoadError(f"{file}: {self.function} is a class, and a call of it only makes an instance")
        if type(found).__name__ == "FixtureFunctionDefinition" or hasattr(found, "_pytestfixturefunction"):
            raise LoadError(f"{file}: {self.function} is a fixture of pytest; explore a test that uses it")
        if inspect.isgeneratorfunction(found) or inspect.iscoroutinefunction(found):
            raise LoadError(
                f"{file}: a call of {self.function}() only makes a generator or a coroutine, and runs nothing"
            )
        if isinstance(found, FunctionType):
            try:
                inspect.signature(found).bind()
            except TypeError:
                raise LoadError(
                    f"{file}: {self.function}() takes arguments; explore a function that takes none"
                ) from None
        called: Callable[[], object] = found
        return called


def of_function(function: Callable[[], object], inside: frozenset[str] = frozenset(), timeouts: str = HOUR) -> Program:
    """Return the program that runs a function object of the calling process.

    Args:
        function: the function object.
        inside: installed packages that are explored as its own modules are.
        timeouts: as in ``Function``.

    Raises:
        TypeError: the object is no plain Python function without arguments.
        LoadError: its source cannot be found.
    """
    if not isinstance(function, FunctionType):
        raise TypeError(f"explore() takes a function without arguments, not {type(function).__name__}")
    required = function.__code__.co_argcount - len(function.__defaults__ or ())
    if required > 0:
        raise TypeError(f"explore() takes a function without arguments; {function.__qualname__}() takes {required}")
    path = _file_of(function)
    if path is None or not Path(path).is_file():
        raise LoadError(f"the source of {function.__qualname__}() cannot be found, so it cannot be explored")
    if "<" in function.__qualname__:
        return Closure(function, inside=inside, timeouts=timeouts)
    return Function(path, function.__qualname__, inside=inside, timeouts=timeouts)


def _file_of(function: FunctionType) -> str | None:
    """Return the file in which a function has its name: of a decorated one, that of the function that is decorated."""
    module = sys.modules.get(function.__module__)
    found: Any = module
    for part in function.__qualname__.split("."):
        found = getattr(found, part, None)
    file = getattr(module, "__file__", None)
    return file if found is function and file else inspect.getsourcefile(function)
