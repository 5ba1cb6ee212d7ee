"""Facts about how a source file uses its primitives, which a reader could point at, without a judgement.

Each fact is found in the syntax tree. Where the source does not show which primitive a name holds, no fact is reported.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import UnionType

from ...common.primitives import CONDITION, LOCKS, PRIMITIVES, SEMAPHORES
from ...common.syntax_trees import walk

BEFORE_USE = ("__init__", "__post_init__", "__new__")


@dataclass
class SourceFacts:
    """A parsed file, with the primitives that its names hold.

    Attributes:
        tree: the file's syntax tree.
        primitives: by attribute or variable, the kinds of primitive assigned to it, alone or in a collection.
        parents: the parent of each node.
    """

    tree: ast.Module
    primitives: dict[str, set[str]] = field(default_factory=dict)
    parents: dict[ast.AST, ast.AST] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for node in walk(self.tree):
            self.parents.update((child, node) for child in ast.iter_child_nodes(node))
        assigned: list[tuple[Sequence[ast.expr], ast.expr]] = []
        for node in walk(self.tree):
            if isinstance(node, ast.Assign):
                assigned.append((node.targets, node.value))
            elif isinstance(node, ast.AnnAssign) and node.value is not None:
                assigned.append(([node.target], node.value))
        for targets, value in assigned:
            made = [_called(one) for one in _outermost(value, ast.Call)]
            self._hold(targets, set(made) & PRIMITIVES)
        for targets, value in assigned:  # first, second = self.forks[left], self.forks[right]
            named = [_base(one) for one in _outermost(value, ast.Call | ast.Subscript | ast.Attribute | ast.Name)]
            self._hold(targets, set().union(*(self.primitives.get(name, set()) for name in named)))

    def _hold(self, targets: Sequence[ast.expr], kinds: set[str]) -> None:
        for target in targets:
            for one in target.elts if isinstance(target, ast.Tuple | ast.List) else [target]:
                if kinds and _base(one):
                    self.primitives.setdefault(_base(one), set()).update(kinds)

    def calls(self, method: str, kinds: frozenset[str] | set[str]) -> Iterator[ast.Call]:
        """Yield the calls of a method on names that hold primitives of these kinds only."""
        for node in walk(self.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == method:
                held = self.primitives.get(_base(node.func.value), set())
                if held and held <= kinds:
                    yield node

    def ancestors(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the ancestors of a node, up to its function."""
        while node in self.parents and not isinstance(node, ast.FunctionDef | ast.Lambda):
            node = self.parents[node]
            yield node

    def function(self, node: ast.AST) -> ast.AST | None:
        """Return the function that contains a node."""
        return next((one for one in self.ancestors(node) if isinstance(one, ast.FunctionDef | ast.Lambda)), None)


def facts(path: Path) -> tuple[str, ...]:
    """Return the facts about a file, as sentences without their subject "it"; none if it cannot be read."""
    try:
        source = SourceFacts(ast.parse(path.read_text(encoding="utf-8")))
    except (OSError, SyntaxError, ValueError):
        return ()
    return tuple(fact for question in QUESTIONS for fact in question(source))


# -- the questions ---------------------------------------------------------------------------------------


def _releases(source: SourceFacts) -> Iterator[str]:
    """Yield how a lock is released when an exception is raised."""
    withs = any(
        source.primitives.get(_base(item.context_expr), set()) & (LOCKS | {CONDITION})
        for node in walk(source.tree)
        if isinstance(node, ast.With)
        for item in node.items
    )
    bare = across = finals = False
    for call in source.calls("acquire", LOCKS | {CONDITION}):
        function = source.function(call)
        name = _base(call.func.value) if isinstance(call.func, ast.Attribute) else ""
        back = [one for one in source.calls("release", LOCKS | {CONDITION}) if source.function(one) is function]
        back = [one for one in back if isinstance(one.func, ast.Attribute) and _base(one.func.value) == name]
        across = across or not back
        finals = finals or any(_finally(source, one) for one in back)
        bare = bare or (bool(back) and not any(_finally(source, one) for one in back))
    if withs and not bare and not across:
        yield "holds locks with a with statement, which always releases them"
    if finals:
        yield "releases locks in finally"
    if across:
        yield "acquires a lock in one function and releases it in another"


def _rechecks(source: SourceFacts) -> Iterator[str]:
    """Yield how the file checks its condition again after a wake-up."""
    waits = list(source.calls("wait", {CONDITION}))
    looped = [call for call in waits if any(isinstance(one, ast.While) for one in source.ancestors(call))]
    if any(source.calls("wait_for", {CONDITION})):
        yield "waits with wait_for, which checks again after each wake-up"
    if looped and len(looped) == len(waits):
        yield "waits in a loop, and so checks again after each wake-up"


def _wakes(source: SourceFacts) -> Iterator[str]:
    """Yield which waiting threads it wakes."""
    for method, woken in (("notify", "one thread"), ("notify_all", "all threads")):
        if any(source.calls(method, {CONDITION})):
            yield f"wakes {woken} waiting on a condition ({method})"


def _sharing(source: SourceFacts) -> Iterator[str]:
    """Yield whether conditions share a lock."""
    over = Counter(
        ast.dump(node.args[0])
        for node in walk(source.tree)
        if isinstance(node, ast.Call) and _called(node) == CONDITION and node.args
    )
    if any(number > 1 for number in over.values()):
        yield "has several conditions on one lock, one for each reason to wait"


def _one_for_each(source: SourceFacts) -> Iterator[str]:
    """Yield whether it creates primitives in a collection, or while it is in use."""
    made = [node for node in walk(source.tree) if isinstance(node, ast.Call) and _called(node) in PRIMITIVES]
    collected = [
        node
        for node in made
        if any(isinstance(one, ast.ListComp | ast.DictComp | ast.GeneratorExp) for one in source.ancestors(node))
    ]
    for kind in sorted({_called(node) for node in collected}):
        yield f"creates a collection of primitives of one kind ({kind})"
    functions = (source.function(node) for node in made)
    if any(isinstance(one, ast.FunctionDef) and one.name not in BEFORE_USE for one in functions):
        yield "creates new primitives while it is in use"


def _order(source: SourceFacts) -> Iterator[str]:
    """Yield whether the file sorts something, as for acquiring locks in one order."""
    asked = {_called(node) for node in walk(source.tree) if isinstance(node, ast.Call)}
    if "sorted" in asked or {"min", "max"} <= asked:
        yield "puts things in order (sorted, or min and max)"


def _tries(source: SourceFacts) -> Iterator[str]:
    """Yield whether it acquires locks without blocking, or with a timeout."""
    for call in source.calls("acquire", LOCKS | SEMAPHORES):
        if call.args or call.keywords:
            yield "acquires a lock without blocking forever"
            return


def _raises(source: SourceFacts) -> Iterator[str]:
    """Yield the exceptions that it raises itself."""
    raised = {
        _called(node.exc) if isinstance(node.exc, ast.Call) else _base(node.exc)
        for node in walk(source.tree)
        if isinstance(node, ast.Raise) and node.exc is not None
    }
    for name in sorted(raised & {"ValueError", "RuntimeError"}):
        yield f"refuses with {name}"


QUESTIONS: tuple[Callable[[SourceFacts], Iterator[str]], ...] = (
    _releases, _rechecks, _wakes, _sharing, _one_for_each, _order, _tries, _raises,
)  # fmt: skip


def _called(node: ast.AST | None) -> str:
    """Return the last part of the name that is called; "" if there is none."""
    return _base(node.func) if isinstance(node, ast.Call) else ""


def _base(node: ast.AST) -> str:
    """Return ``forks`` for ``self.forks[n]``, ``self.forks`` and ``forks``; "" for anything else."""
    while isinstance(node, ast.Subscript):
        node = node.value
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _outermost(node: ast.AST, kinds: type[ast.AST] | UnionType) -> Iterator[ast.AST]:
    """Yield the nodes of these kinds that are not inside another such node, so no arguments of a call."""
    if isinstance(node, kinds):
        yield node
        return
    for child in ast.iter_child_nodes(node):
        yield from _outermost(child, kinds)


def _finally(source: SourceFacts, node: ast.AST) -> bool:
    """True if the node is in a finally block of its function."""
    inner = node
    for one in source.ancestors(node):
        if isinstance(one, ast.Try) and inner in one.finalbody:
            return True
        inner = one
    return False
