"""Clauses: test functions of a kata's contract, each run against one file."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

from ..checks.linearizability.explained_histories import ExplainedHistories
from ..common.primitives import CONDITION
from ..contract.fixtures import fixtures
from ..contract.marks import Marks, MarksError
from ..contract.source_scan import forbidden
from ..contract.workload import Workload
from ..contract.workload_fixture import WorkloadFixture
from ..trace import Place
from ..verdict import Verdict
from ..world.last_world import LastWorld
from ..world.loader.load_error import LoadError
from ..world.loader.parsing import parse
from ..world.restrictions.policy import Policy
from ..world.world import World
from .interface_check import check_interface
from .source_files import clause_files


@dataclass
class Clause:
    """One test function of a kata's contract, run against one file.

    Attributes:
        kata: the kata's name.
        contract: the file of its contract.
        clause: the name of the test function.
        target: the file under test.
        public: the names that the file must define, as ``Class``, ``Class.method(argument)`` or ``Class.property``.
        workload: the generated calls that its fixture ``workload`` makes; None if it has none, or none yet.
        worlds: keeps a world for the next clause, where clauses are run one after the other and never two at once;
            None where each clause has a world of its own.
    """

    worlds: ClassVar[LastWorld | None] = None
    kata: str
    contract: str
    clause: str
    target: str
    public: tuple[str, ...] = ()
    workload: Workload | None = None

    @property
    def name(self) -> str:
        """The kata's name in the catalogue."""
        return self.kata

    @property
    def files(self) -> tuple[str, ...]:
        """The file under test, its contract, and the program's own files that the file under test imports."""
        return clause_files(self.target, self.contract)

    @cached_property
    def marks(self) -> Marks:
        """The marks of this clause, read once.

        Raises:
            LoadError: the contract cannot be read, or one of its marks is wrong.
        """
        try:
            return Marks.of(parse(self.contract)[0], self.clause)
        except MarksError as error:
            raise LoadError(f"{Path(self.contract).name} {error}") from None

    def world(self) -> World:
        """A world with the restrictions of this clause."""
        marks = self.marks
        policy = Policy.parse(self.target, marks.allow, marks.forbid, spin=marks.spin)
        conditions = policy.allow is not None and CONDITION in policy.allow
        worlds = self.worlds if self.worlds is not None else LastWorld()
        over_notify = conditions and not marks.fifo
        return worlds.world(self.target, (self.contract,), policy, over_notify=over_notify, no_sleep=True)

    def body(self, world: Any, engine: Any) -> Callable[[], object]:
        """Return a function that loads the file and its contract, and calls the clause with its fixtures."""
        loader = world.loader
        arguments = self._arguments(loader.files[self.contract].tree)
        spec = self.marks.workload_spec
        names = {re.split(r"[.(]", entry)[0] for entry in self.public}
        checked, explained = False, ExplainedHistories()

        def run() -> None:
            nonlocal checked
            module = loader.load(self.target)
            if not checked or not names <= vars(module).keys():
                self._check_source(loader.files[self.target].tree, loader.policies[self.target])
                check_interface(module, loader.files[self.target].tree, self.target, self.public)
                checked = True  # each execution loads the same file
            values = fixtures(engine, module)
            if self.workload is not None and spec is not None:
                values["workload"] = WorkloadFixture(engine, spec, self.workload, explained)
            function = getattr(loader.load(self.contract), self.clause)
            try:
                function(**{name: values[name] for name in arguments})
            except MarksError as error:
                raise LoadError(f"{Path(self.contract).name}: {error}") from None

        return run

    def _arguments(self, tree: ast.Module) -> list[str]:
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and node.name == self.clause:
                return [argument.arg for argument in node.args.args]
        raise LoadError(f"{Path(self.contract).name} has no clause {self.clause}")

    def _check_source(self, tree: ast.Module, policy: Policy) -> None:
        """Raise ``LoadError`` if the source has a forbidden name, even in a line that never runs."""
        for line, what in forbidden(tree, policy.forbids_module, policy.forbids):
            where = f"{Path(self.target).name} line {line}"
            raise LoadError(f"{where}: {policy.sentence(what)}", Place(self.target, line), Verdict.FORBIDDEN)
