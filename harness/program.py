"""What can be explored: a clause of a kata's contract, or any function that uses ``threading``."""

from __future__ import annotations

import ast
import inspect
import re
import threading as real_threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any, Protocol

from harness.checks.forbidden import forbidden
from harness.contract import fixtures
from harness.own_files import own_files
from harness.rules import Rules, RulesError
from harness.token import source_hash
from harness.trace import Place, Verdict
from harness.workload import Drawing, Running, Workload, drawing
from harness.world import World
from harness.world.loader import LoadError, parse
from harness.world.policy import PRIMITIVES, Policy
from harness.world.rewriter import rewrite


class Program(Protocol):
    """One program under test."""

    @property
    def name(self) -> str:
        """In reports and tokens."""

    @property
    def target(self) -> str:
        """The file under test."""

    @property
    def clause(self) -> str | None:
        """The clause of the contract, or None."""

    @property
    def files(self) -> tuple[str, ...]:
        """Every file whose text a replay depends on."""

    def world(self) -> World:
        """A world with the program's files prepared.

        Raises:
            LoadError: a file cannot be parsed, or does not hold what it should.
        """

    def body(self, world: Any, engine: Any) -> Callable[[], object]:
        """The main thread's function, to be run inside the world.

        Args:
            world: has a ``loader``.
            engine: serves the fixtures of a contract (``contract.Engine``).
        """


def fingerprint(program: Program) -> str:
    """Changes when a file does that a replay depends on."""
    return source_hash(Path(file).read_bytes() for file in program.files)


@dataclass
class Clause:
    """One test function of a kata's contract, against one file.

    Attributes:
        kata: the kata's name.
        contract: the file of its contract.
        clause: the test function.
        target: the file under test.
        public: what the file must offer, as ``Class``, ``Class.method(argument)`` or ``Class.property``.
        drawn: the calls that its fixture ``workload`` makes, if it has one.
    """

    kata: str
    contract: str
    clause: str
    target: str
    public: tuple[str, ...] = ()
    drawn: Workload | None = None

    @property
    def name(self) -> str:
        """As in the catalogue."""
        return self.kata

    @property
    def files(self) -> tuple[str, ...]:
        """The file under test, its contract, and what the file imports of its own."""
        return (self.target, self.contract, *own_files(self.target)[1:])

    def world(self) -> World:
        """A world that knows what the kata allows."""
        rules = self.rules()
        policy = Policy.parse(self.target, rules.allow, rules.forbid, spin=rules.spin)
        conditions = policy.allow is not None and "Condition" in policy.allow & PRIMITIVES
        return World(self.target, (self.contract,), policy, spurious=conditions and not rules.fifo, no_sleep=True)

    @property
    def drawing(self) -> Drawing | None:
        """What may be drawn for this clause; None if its program is fixed.

        Raises:
            LoadError: the contract cannot be read, or its mark not understood.
        """
        try:
            return drawing(parse(self.contract)[0], self.clause)
        except RulesError as error:
            raise LoadError(f"{Path(self.contract).name} {error}") from None

    def rules(self) -> Rules:
        """What the contract's marks say of this clause.

        Raises:
            LoadError: the contract cannot be read, or its mark not understood.
        """
        try:
            return Rules.of(parse(self.contract)[0], self.clause)
        except RulesError as error:
            raise LoadError(f"{Path(self.contract).name} {error}") from None

    def body(self, world: Any, engine: Any) -> Callable[[], object]:
        """Load the file, then its contract, and call the clause with its fixtures."""
        loader = world.loader
        arguments = self._arguments(loader.files[self.contract].tree)
        drawing = self.drawing
        names = {re.split(r"[.(]", entry)[0] for entry in self.public}
        looked_at = False

        def run() -> None:
            nonlocal looked_at
            module = loader.load(self.target)
            if not looked_at or not names <= vars(module).keys():
                self._check_source(loader.files[self.target].tree, loader.policies[self.target])
                self._check(module, loader.files[self.target].tree)
                looked_at = True  # another execution loads the same file
            values = fixtures(engine, module)
            if self.drawn is not None and drawing is not None:
                values["workload"] = Running(engine, drawing, self.drawn)
            function = getattr(loader.load(self.contract), self.clause)
            function(**{name: values[name] for name in arguments})

        return run

    def _arguments(self, tree: ast.Module) -> list[str]:
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and node.name == self.clause:
                return [argument.arg for argument in node.args.args]
        raise LoadError(f"{Path(self.contract).name} has no clause {self.clause}")

    def _check_source(self, tree: ast.Module, policy: Policy) -> None:
        """What is ruled out does not stand in the file, not even where nothing leads."""
        for line, what in forbidden(tree, policy.forbids_module, policy.forbids):
            where = f"{Path(self.target).name} line {line}"
            raise LoadError(f"{where}: {policy.sentence(what)}", Place(self.target, line), Verdict.FORBIDDEN)

    def _check(self, module: ModuleType, tree: ast.Module) -> None:
        """Every public name is there; a missing one is a sentence, not a stack."""
        file = Path(self.target).name
        classes = {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
        for entry in self.public:
            path, _, arguments = entry.partition("(")
            name, _, method = path.partition(".")
            if name not in vars(module):
                first = next(iter(classes.values()), None)
                instead = f"; line {first.lineno} defines {first.name}" if first is not None else ""
                raise LoadError(f"{file} defines no {name}{instead}", Place(self.target, first.lineno if first else 1))
            kind = vars(module)[name]
            if method and isinstance(kind, type):
                line = classes[name].lineno if name in classes else 1
                self._check_method(kind, method, arguments.removesuffix(")") if "(" in entry else None, tree, line)

    def _check_method(self, kind: type, method: str, arguments: str | None, tree: ast.Module, line: int) -> None:
        file = Path(self.target).name
        found = getattr(kind, method, None)
        if found is None:
            stored = any(isinstance(node, ast.Attribute) and node.attr == method for node in ast.walk(tree))
            if not stored and not hasattr(kind, "__getattr__"):
                raise LoadError(f"{file} line {line}: {kind.__name__} has no method {method}", Place(self.target, line))
        elif arguments is not None and isinstance(found, FunctionType):
            names = [name for name in arguments.split(", ") if name]
            try:
                inspect.signature(found).bind(None, *names)
            except TypeError:
                line = found.__code__.co_firstlineno if found.__code__.co_filename == self.target else line
                call = f"{method}({', '.join(names)})"
                message = f"{file} line {line}: {kind.__name__}.{method} cannot be called as {call}"
                raise LoadError(message, Place(self.target, line), Verdict.WRONG) from None


@dataclass
class Function:
    """A zero-argument function of a file.

    Attributes:
        target: the file.
        function: its name; dots lead into classes.
    """

    target: str
    function: str
    clause: str | None = None

    @property
    def name(self) -> str:
        """FILE::FUNCTION."""
        return f"{self.target}::{self.function}"

    @property
    def files(self) -> tuple[str, ...]:
        """The file, and what it imports of its own."""
        return own_files(self.target)

    def world(self) -> World:
        """A world that allows everything."""
        self._find(parse(self.target)[0])
        return World(self.target)

    def _find(self, tree: ast.Module) -> None:
        names = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
        first = self.function.partition(".")[0]
        assigned = {
            node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
        }
        classes = {node.name for node in tree.body if isinstance(node, ast.ClassDef)}
        imported = {
            alias.asname or alias.name
            for node in ast.walk(tree)
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
        """Load the file and call the function."""

        def run() -> None:
            found: Any = world.loader.load(self.target)
            for part in self.function.split("."):
                found = getattr(found, part)
            found()

        return run


@dataclass
class Local:
    """A function defined inside another one, or a lambda, with what it closes over.

    What it closes over was made outside the world: functions and classes of the same file are made
    again inside, anything else is shared by all schedules as it is.
    """

    live: FunctionType
    clause: str | None = None

    @property
    def target(self) -> str:
        """The file it stands in."""
        return inspect.getsourcefile(self.live) or self.live.__code__.co_filename

    @property
    def name(self) -> str:
        """FILE::FUNCTION, with the enclosing function's name."""
        return f"{self.target}::{self.live.__qualname__}"

    @property
    def files(self) -> tuple[str, ...]:
        """The file, and what it imports of its own."""
        return own_files(self.target)

    def world(self) -> World:
        """A world that allows everything."""
        return World(self.target)

    def body(self, world: Any, engine: Any) -> Callable[[], object]:
        """Compile the function again, rewritten, in a freshly loaded module."""
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


_REAL = (
    type(real_threading.Lock()),
    type(real_threading.RLock()),
    real_threading.Condition,
    real_threading.Semaphore,
    real_threading.Event,
    real_threading.Barrier,
    real_threading.Thread,
)


def _factory(tree: ast.Module, code: CodeType, changing: frozenset[str] | None) -> CodeType:
    """A module that defines ``_kata_factory(free variables)``, which returns the function."""
    wanted = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.Lambda)
        and min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", []))]) == code.co_firstlineno
        and getattr(node, "name", "<lambda>") == code.co_name
    ]
    if len(wanted) != 1:
        raise LoadError(f"line {code.co_firstlineno} holds {len(wanted)} functions like the one to explore; name it")
    node = wanted[0]
    body: list[ast.stmt]
    if isinstance(node, ast.Lambda):
        body = [ast.copy_location(ast.Return(node), node)]
    else:
        node.decorator_list = []
        body = [node, ast.copy_location(ast.Return(ast.Name(node.name, ast.Load())), node)]
    arguments = [ast.arg(name) for name in code.co_freevars]
    empty = ast.arguments([], arguments, None, [], [], None, [])
    factory = ast.parse("def _kata_factory(): pass").body[0]
    assert isinstance(factory, ast.FunctionDef)
    factory.args, factory.body = empty, body
    module = ast.fix_missing_locations(ast.Module([factory], []))
    # parsed again, because the rewriter changes the tree it is given
    text = ast.parse(ast.unparse(module))
    ast.increment_lineno(text, 0)
    _same_lines(module, text)
    return compile(rewrite(text, changing, explain=True), code.co_filename, "exec", dont_inherit=True)


def _same_lines(original: ast.AST, copy: ast.AST) -> None:
    """Give a re-parsed tree the line numbers of the tree it was unparsed from."""
    for one, other in zip(ast.walk(original), ast.walk(copy), strict=False):
        if hasattr(one, "lineno") and hasattr(other, "lineno"):
            ast.copy_location(other, one)


def of_function(function: Callable[[], object]) -> Program:
    """The program that a live function is.

    Raises:
        TypeError: not a plain Python function without arguments.
        LoadError: its source cannot be found.
    """
    if not isinstance(function, FunctionType):
        raise TypeError(f"explore() takes a function without arguments, not {type(function).__name__}")
    required = function.__code__.co_argcount - len(function.__defaults__ or ())
    if required > 0:
        raise TypeError(f"explore() takes a function without arguments; {function.__qualname__}() takes {required}")
    path = inspect.getsourcefile(function)
    if path is None or not Path(path).is_file():
        raise LoadError(f"the source of {function.__qualname__}() cannot be found, so it cannot be explored")
    if "<" in function.__qualname__:
        return Local(function)
    return Function(path, function.__qualname__)
