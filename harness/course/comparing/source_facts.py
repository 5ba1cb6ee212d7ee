"""What a file's text does with its primitives: facts that a reader could point at, and no judgement.

Each fact is a question to the syntax tree. Where a name's primitive cannot be told from the text, nothing is said.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import UnionType

from harness.common.primitives import CONDITION, LOCKS, PRIMITIVES, SEMAPHORES

BEFORE_USE = ("__init__", "__post_init__", "__new__")


@dataclass
class SourceFacts:
    """A parsed file, and what its names hold.

    Attributes:
        tree: of the file.
        holds: by attribute or variable, the primitives it is given, or a collection of them.
        above: the nodes round each node.
    """

    tree: ast.Module
    holds: dict[str, set[str]] = field(default_factory=dict)
    above: dict[ast.AST, ast.AST] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for node in ast.walk(self.tree):
            self.above.update((child, node) for child in ast.iter_child_nodes(node))
        assigned: list[tuple[Sequence[ast.expr], ast.expr]] = []
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Assign):
                assigned.append((node.targets, node.value))
            elif isinstance(node, ast.AnnAssign) and node.value is not None:
                assigned.append(([node.target], node.value))
        for targets, value in assigned:
            made = [_called(one) for one in _outermost(value, ast.Call)]
            self._hold(targets, set(made) & PRIMITIVES)
        for targets, value in assigned:  # first, second = self.forks[left], self.forks[right]
            named = [_base(one) for one in _outermost(value, ast.Call | ast.Subscript | ast.Attribute | ast.Name)]
            self._hold(targets, set().union(*(self.holds.get(name, set()) for name in named)))

    def _hold(self, targets: Sequence[ast.expr], kinds: set[str]) -> None:
        for target in targets:
            for one in target.elts if isinstance(target, ast.Tuple | ast.List) else [target]:
                if kinds and _base(one):
                    self.holds.setdefault(_base(one), set()).update(kinds)

    def calls(self, method: str, kinds: frozenset[str] | set[str]) -> Iterator[ast.Call]:
        """Calls of a method on what holds one of these kinds and no other."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == method:
                held = self.holds.get(_base(node.func.value), set())
                if held and held <= kinds:
                    yield node

    def around(self, node: ast.AST) -> Iterator[ast.AST]:
        """The nodes round a node, up to its function."""
        while node in self.above and not isinstance(node, ast.FunctionDef | ast.Lambda):
            node = self.above[node]
            yield node

    def function(self, node: ast.AST) -> ast.AST | None:
        """The function that a node stands in."""
        return next((one for one in self.around(node) if isinstance(one, ast.FunctionDef | ast.Lambda)), None)


def facts(path: Path) -> tuple[str, ...]:
    """What a file does, in sentences that begin with "it"; nothing of one that cannot be read."""
    try:
        text = SourceFacts(ast.parse(path.read_text(encoding="utf-8")))
    except (OSError, SyntaxError, ValueError):
        return ()
    return tuple(said for ask in ASKED for said in ask(text))


# -- the questions ---------------------------------------------------------------------------------------


def _given_back(text: SourceFacts) -> Iterator[str]:
    """How a lock that a function takes is given back, if an exception comes between."""
    withs = any(
        text.holds.get(_base(item.context_expr), set()) & (LOCKS | {CONDITION})
        for node in ast.walk(text.tree)
        if isinstance(node, ast.With)
        for item in node.items
    )
    bare = across = finals = False
    for call in text.calls("acquire", LOCKS | {CONDITION}):
        function = text.function(call)
        name = _base(call.func.value) if isinstance(call.func, ast.Attribute) else ""
        back = [one for one in text.calls("release", LOCKS | {CONDITION}) if text.function(one) is function]
        back = [one for one in back if isinstance(one.func, ast.Attribute) and _base(one.func.value) == name]
        across = across or not back
        finals = finals or any(_finally(text, one) for one in back)
        bare = bare or (bool(back) and not any(_finally(text, one) for one in back))
    if withs and not bare and not across:
        yield "holds locks by with, which gives them back whatever happens"
    if finals:
        yield "gives locks back in finally"
    if across:
        yield "takes a lock in one function that another gives back"


def _looks_again(text: SourceFacts) -> Iterator[str]:
    """What is done after a wake-up."""
    waits = list(text.calls("wait", {"Condition"}))
    looped = [call for call in waits if any(isinstance(one, ast.While) for one in text.around(call))]
    if any(text.calls("wait_for", {"Condition"})):
        yield "waits by wait_for, which looks again after each wake-up"
    if looped and len(looped) == len(waits):
        yield "waits in a loop, and so looks again after each wake-up"


def _wakes(text: SourceFacts) -> Iterator[str]:
    """Whom it wakes."""
    for method, who in (("notify", "one of those"), ("notify_all", "all")):
        if any(text.calls(method, {"Condition"})):
            yield f"wakes {who} who wait on a condition ({method})"


def _sharing(text: SourceFacts) -> Iterator[str]:
    """Conditions that share a lock."""
    over = Counter(
        ast.dump(node.args[0])
        for node in ast.walk(text.tree)
        if isinstance(node, ast.Call) and _called(node) == "Condition" and node.args
    )
    if any(number > 1 for number in over.values()):
        yield "has several conditions on one lock, one for each reason to wait"


def _one_for_each(text: SourceFacts) -> Iterator[str]:
    """Primitives made in a row, and primitives made by a call."""
    made = [node for node in ast.walk(text.tree) if isinstance(node, ast.Call) and _called(node) in PRIMITIVES]
    rows = [
        node
        for node in made
        if any(isinstance(one, ast.ListComp | ast.DictComp | ast.GeneratorExp) for one in text.around(node))
    ]
    for kind in sorted({_called(node) for node in rows}):
        yield f"makes a row of primitives of one kind ({kind})"
    functions = (text.function(node) for node in made)
    if any(isinstance(one, ast.FunctionDef) and one.name not in BEFORE_USE for one in functions):
        yield "makes new primitives while it is in use"


def _order(text: SourceFacts) -> Iterator[str]:
    """What it takes is put in an order first."""
    asked = {_called(node) for node in ast.walk(text.tree) if isinstance(node, ast.Call)}
    if "sorted" in asked or {"min", "max"} <= asked:
        yield "puts things in an order (sorted, or min and max)"


def _tries(text: SourceFacts) -> Iterator[str]:
    """Locks that are tried, or waited for with a limit."""
    for call in text.calls("acquire", LOCKS | SEMAPHORES):
        if call.args or call.keywords:
            yield "asks for a lock without waiting for ever"
            return


def _refuses(text: SourceFacts) -> Iterator[str]:
    """Exceptions that it raises itself."""
    raised = {
        _called(node.exc) if isinstance(node.exc, ast.Call) else _base(node.exc)
        for node in ast.walk(text.tree)
        if isinstance(node, ast.Raise) and node.exc is not None
    }
    for name in sorted(raised & {"ValueError", "RuntimeError"}):
        yield f"refuses by a {name}"


ASKED: tuple[Callable[[SourceFacts], Iterator[str]], ...] = (
    _given_back, _looks_again, _wakes, _sharing, _one_for_each, _order, _tries, _refuses,
)  # fmt: skip


def _called(node: ast.AST | None) -> str:
    """The last part of the name that is called; "" where there is none."""
    return _base(node.func) if isinstance(node, ast.Call) else ""


def _base(node: ast.AST) -> str:
    """``forks`` of ``self.forks[n]``, ``self.forks`` and ``forks``; "" of anything else."""
    while isinstance(node, ast.Subscript):
        node = node.value
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _outermost(node: ast.AST, kinds: type[ast.AST] | UnionType) -> Iterator[ast.AST]:
    """The nodes of these kinds in a tree that stand in no other of them: not the argument of a call."""
    if isinstance(node, kinds):
        yield node
        return
    for child in ast.iter_child_nodes(node):
        yield from _outermost(child, kinds)


def _finally(text: SourceFacts, node: ast.AST) -> bool:
    """The node stands in a finally of its function."""
    inner = node
    for one in text.around(node):
        if isinstance(one, ast.Try) and inner in one.finalbody:
            return True
        inner = one
    return False
