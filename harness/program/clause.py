"""Clauses: one test function of a kata's contract, run against one file."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

from harness.common.primitives import CONDITION
from harness.contract.fixtures import fixtures
from harness.contract.marks import Marks, MarksError
from harness.contract.source_scan import forbidden
from harness.contract.workload import Workload, WorkloadSpec, workload_spec
from harness.contract.workload_fixture import WorkloadFixture
from harness.program.source_files import source_files
from harness.trace import Place
from harness.verdict import Verdict
from harness.world import World
from harness.world.loader.load_error import LoadError
from harness.world.loader.source import parse
from harness.world.restrictions.policy import Policy


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
        return (self.target, self.contract, *source_files(self.target)[1:])

    def world(self) -> World:
        """A world that knows what the kata allows."""
        rules = self.rules()
        policy = Policy.parse(self.target, rules.allow, rules.forbid, spin=rules.spin)
        conditions = policy.allow is not None and CONDITION in policy.allow
        return World(self.target, (self.contract,), policy, spurious=conditions and not rules.fifo, no_sleep=True)

    @property
    def drawing(self) -> WorkloadSpec | None:
        """What may be drawn for this clause; None if its program is fixed.

        Raises:
            LoadError: the contract cannot be read, or its mark not understood.
        """
        try:
            return workload_spec(parse(self.contract)[0], self.clause)
        except MarksError as error:
            raise LoadError(f"{Path(self.contract).name} {error}") from None

    def rules(self) -> Marks:
        """What the contract's marks say of this clause.

        Raises:
            LoadError: the contract cannot be read, or its mark not understood.
        """
        try:
            return Marks.of(parse(self.contract)[0], self.clause)
        except MarksError as error:
            raise LoadError(f"{Path(self.contract).name} {error}") from None

    def body(self, world: Any, engine: Any) -> Callable[[], object]:
        """Load the file, then its contract, and call the clause with its fixtures."""
        loader = world.loader
        arguments = self._arguments(loader.files[self.contract].tree)
        spec = self.drawing
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
            if self.drawn is not None and spec is not None:
                values["workload"] = WorkloadFixture(engine, spec, self.drawn)
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
