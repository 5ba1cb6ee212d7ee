"""Notes on calls of a condition's wait() that are in no loop, so that nothing is checked again after a wake-up."""

from __future__ import annotations

import ast
from pathlib import Path

from ...common.primitives import CONDITION
from ...common.syntax_trees import walk
from ...result import Note, NotedOperation, NoteKind
from ...trace import Place
from .source_facts import SourceFacts

LOOPS = (ast.While, ast.For, ast.AsyncFor)


def wait_notes(path: Path) -> tuple[Note, ...]:
    """Return a note for each wait() outside of a loop; none if the file cannot be read.

    CPython's conditions wake no thread without a notify, so that such a file can pass in every schedule. Another
    implementation, or the next edit, makes it wrong. wait_for() has its own loop.
    """
    try:
        source = SourceFacts(ast.parse(path.read_text(encoding="utf-8")))
    except (OSError, SyntaxError, ValueError):
        return ()
    if any(isinstance(node, ast.ClassDef) and node.name == CONDITION for node in walk(source.tree)):
        return ()
    calls = [call for call in source.calls("wait", {CONDITION}) if not _repeats(source, call, frozenset())]
    return tuple(
        Note(NoteKind.WAIT_OUTSIDE_LOOP, (NotedOperation("", "calls", f"{ast.unparse(call.func)}()", place),))
        for call in sorted(calls, key=lambda one: one.lineno)
        for place in [Place(str(path), call.lineno)]
    )


def _repeats(source: SourceFacts, node: ast.AST, seen: frozenset[str]) -> bool:
    """True if a call may run again after it returns: in a loop, by recursion, or in such a function."""
    if any(isinstance(one, LOOPS) for one in source.ancestors(node)):
        return True
    function = source.function(node)
    if not isinstance(function, ast.FunctionDef) or function.name in seen:
        return True  # a lambda is called by something else; a function that is met again calls itself
    callers = [call for call in walk(source.tree) if isinstance(call, ast.Call) and _name(call) == function.name]
    return any(_repeats(source, call, seen | {function.name}) for call in callers if call is not node)


def _name(call: ast.Call) -> str:
    """Return ``sleep`` for a call of ``sleep`` or ``self.sleep``; "" for one of ``self.condition.wait``."""
    match call.func:
        case ast.Attribute(value=ast.Name(), attr=name) | ast.Name(id=name):
            return name
    return ""
