"""Closures: a function defined inside another one, compiled again inside the world with its free variables."""

from __future__ import annotations

import ast
import copy
import inspect
import sys
import threading as real_threading
from collections.abc import Callable
from dataclasses import dataclass
from types import CodeType, FunctionType, ModuleType
from typing import Any

from ..common.syntax_trees import walk
from ..common.timeout_rules import HOUR
from ..world.loader.load_error import LoadError
from ..world.rewriter.changing_attributes import ChangingAttributes
from ..world.rewriter.rewriter import rewrite
from ..world.stdlib.modules import StandardLibrary
from ..world.world import World
from .source_files import source_files


@dataclass
class Closure:
    """A function defined inside another one, or a lambda, with the values of its free variables.

    These values were made outside the world. Functions of the same file are made again inside it; all schedules
    share anything else as it is.
    """

    live: FunctionType
    clause: str | None = None
    inside: frozenset[str] = frozenset()
    timeouts: str = HOUR

    @property
    def target(self) -> str:
        """The file that defines the function."""
        return inspect.getsourcefile(self.live) or self.live.__code__.co_filename

    @property
    def name(self) -> str:
        """FILE::FUNCTION, with the name of the enclosing function."""
        return f"{self.target}::{self.live.__qualname__}"

    @property
    def files(self) -> tuple[str, ...]:
        """The file, and the program's own files that it imports."""
        return source_files(self.target, inside=self.inside)

    def world(self) -> World:
        """A world without restrictions."""
        return World(self.target, inside=self.inside, timeouts=self.timeouts)

    def body(self, world: Any, engine: Any) -> Callable[[], object]:
        """Return a function that compiles this one again, rewritten, in a freshly loaded module, and calls it."""
        loader = world.loader
        tree = loader.files[self.target].tree
        factories: dict[CodeType, tuple[CodeType, tuple[str, ...]]] = {}

        def remake(function: FunctionType, module: ModuleType) -> FunctionType:
            code = function.__code__
            if code not in factories:
                factories[code] = (_factory(tree, code, loader.changing), code.co_freevars)
            factory, free = factories[code]
            namespace = vars(module)
            exec(factory, namespace)
            make = namespace.pop("_kata_factory")
            cells = [carry(cell.cell_contents, module) for cell in function.__closure__ or ()]
            made: FunctionType = make(*cells)
            assert len(cells) == len(free)
            made.__defaults__, made.__kwdefaults__ = function.__defaults__, function.__kwdefaults__
            return made

        def carry(value: Any, module: ModuleType) -> Any:
            if isinstance(value, FunctionType) and value.__code__.co_filename == self.target:
                return remake(value, module)
            ours = simulated(value, loader.library)
            if ours is not None:
                return ours
            if isinstance(value, _REAL):
                kind = type(value).__name__
                raise LoadError(
                    f"{self.live.__qualname__} closes over a real {kind}, which no schedule controls; make it inside"
                )
            return value

        def run() -> None:
            module = loader.load(self.target)
            remake(self.live, module)()

        return run


def simulated(value: Any, library: StandardLibrary) -> Any:
    """Return what the world has in place of a module of the standard library, or of a class or function of one.

    Args:
        value: the value of a free variable, from outside the world.
        library: the world's standard library.

    Returns:
        The world's module, class or function; None if the value is nothing that the world simulates.
    """
    if isinstance(value, ModuleType):
        return library.load(value.__name__) if library.provides(value.__name__) else None
    for name, module in list(sys.modules.items()):
        if library.provides(name) and isinstance(module, ModuleType):
            for key, one in list(vars(module).items()):
                if one is value and callable(value):
                    return getattr(library.load(name), key, None)
    return None


_REAL = (
    type(real_threading.Lock()),
    type(real_threading.RLock()),
    real_threading.Condition,
    real_threading.Semaphore,
    real_threading.Event,
    real_threading.Barrier,
    real_threading.Thread,
)


def _factory(tree: ast.Module, code: CodeType, changing: ChangingAttributes) -> CodeType:
    """Return the code of a module that defines ``_kata_factory(free variables)``, which returns the function."""
    wanted = [
        node
        for node in walk(tree)
        if isinstance(node, ast.FunctionDef | ast.Lambda)
        and min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", []))]) == code.co_firstlineno
        and getattr(node, "name", "<lambda>") == code.co_name
    ]
    if len(wanted) != 1:
        raise LoadError(
            f"line {code.co_firstlineno} has {len(wanted)} functions like the one to explore; give it a name of its own"
        )
    node = wanted[0]
    body: list[ast.stmt]
    if isinstance(node, ast.Lambda):
        body = [ast.copy_location(ast.Return(node), node)]
    else:
        plain = copy.copy(node)  # the tree is cached, and the next world parses nothing anew
        plain.decorator_list = []
        body = [plain, ast.copy_location(ast.Return(ast.Name(node.name, ast.Load())), node)]
    arguments = [ast.arg(name) for name in code.co_freevars]
    empty = ast.arguments([], arguments, None, [], [], None, [])
    factory = ast.parse("def _kata_factory(): pass").body[0]
    assert isinstance(factory, ast.FunctionDef)
    factory.args, factory.body = empty, body
    module = ast.fix_missing_locations(ast.Module([factory], []))
    # parsed again, because the rewriter changes the tree that is passed to it
    text = ast.parse(ast.unparse(module))
    _same_lines(module, text)
    return compile(rewrite(text, changing, explain=True), code.co_filename, "exec", dont_inherit=True)


def _same_lines(original: ast.AST, reparsed: ast.AST) -> None:
    """Copy the line numbers of a tree to the tree that was parsed from its text."""
    for one, other in zip(walk(original), walk(reparsed), strict=False):
        if hasattr(one, "lineno") and hasattr(other, "lineno"):
            ast.copy_location(other, one)
