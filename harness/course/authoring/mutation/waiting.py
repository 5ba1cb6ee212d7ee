"""Operators on waits and wake-ups: too few, to the wrong place, not checked again, or without their time limit."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ....common.syntax_trees import walk
from .locking import assigned, is_lock
from .mutant import Change
from .reference import INDENT, Reference, calls, method_of

TIMED = ("acquire", "wait", "wait_for")
"""Methods of primitives that can take a time limit."""
TIMEOUT_POSITION = {"acquire": 1, "wait": 0, "wait_for": 1}
"""The position of the time limit among the arguments of each."""


def wake_one(reference: Reference) -> Iterator[Change]:
    """Yield each ``notify_all`` as a ``notify``."""
    for node in _calls(reference, "notify_all"):
        code = f"{ast.unparse(_primitive(node))}.notify()"
        yield Change(
            "notify-one", node, f"{reference.quoted(node)} wakes only one thread.", reference.replaced(node, code)
        )


def other_condition(reference: Reference) -> Iterator[Change]:
    """Yield each wait and each wake-up on every other condition that the class has."""
    for around, constructor in reference.constructors():
        made = [node for node in walk(constructor) if isinstance(node, ast.Assign | ast.AnnAssign)]
        conditions = [assigned(node) for node in made if node.value is not None and is_lock(node.value)]
        names = [one for one in conditions if one is not None]
        for node in _calls(reference, "wait", "wait_for", "notify", "notify_all", "acquire", "release"):
            place = _primitive(node)
            if around not in reference.parents(node) or ast.unparse(place) not in names:
                continue
            for name in names:
                if name != ast.unparse(place):
                    yield Change(
                        "wrong-primitive",
                        node,
                        f"{reference.quoted(node)} uses `{name}`.",
                        reference.replaced(place, name),
                    )


def checked_once(reference: Reference) -> Iterator[Change]:
    """Yield each loop around a wait as an ``if``, and each ``wait_for`` as one wait."""
    for node in reference.nodes():
        if isinstance(node, ast.While) and calls(node, "wait"):
            line = reference.lines(node)[0]
            new = line[: node.col_offset] + "if" + line[node.col_offset + len("while") :]
            yield Change(
                "if-for-while",
                node,
                f"{reference.quoted(node)} checks only once.",
                reference.with_lines(node.lineno, node.lineno, [new]),
            )
    for call in _calls(reference, "wait_for"):
        condition, rest = ast.unparse(_primitive(call)), call.args[1:]
        wait = f"{condition}.wait({', '.join(ast.unparse(one) for one in rest)})"
        yield Change("wait-always", call, f"{reference.quoted(call)} checks nothing.", reference.replaced(call, wait))
        statement = reference.parent(call)
        if isinstance(statement, ast.Expr) and isinstance(call.args[0], ast.Lambda):
            once = f"if not ({ast.unparse(call.args[0].body)}):\n{' ' * (statement.col_offset + INDENT)}{wait}"
            yield Change(
                "if-for-while", call, f"{reference.quoted(call)} checks only once.", reference.replaced(statement, once)
            )


def without_limit(reference: Reference) -> Iterator[Change]:
    """Yield each timed call without its time limit, or with the whole limit where a part of it is left."""
    for node in _calls(reference, *TIMED):
        limit = _limit(node)
        if limit is None or (isinstance(limit, ast.Constant) and limit.value is None):
            continue
        yield Change(
            "drop-timeout", node, f"{reference.quoted(node)} has no time limit.", reference.replaced(limit, "None")
        )
        if _has_parameter(reference, node, "timeout") and ast.unparse(limit) != "timeout":
            yield Change(
                "whole-timeout",
                node,
                f"{reference.quoted(node)} waits for the whole time limit again.",
                reference.replaced(limit, "timeout"),
            )


def other_limit(reference: Reference) -> Iterator[Change]:
    """Yield each timed call with twice its time limit, and with half of it."""
    for node in _calls(reference, *TIMED):
        limit = _limit(node)
        if limit is None or isinstance(limit, ast.Constant):
            continue
        code = ast.unparse(limit)
        # a limit that is a name may be None
        known = f"{code} and " if isinstance(limit, ast.Name) else ""
        for name, changed, word in (
            ("longer-timeout", f"{known}{code} * 2", "twice"),
            ("shorter-timeout", f"{known}{code} / 2", "half of"),
        ):
            sentence = f"{reference.quoted(node)} waits for {word} its time limit."
            yield Change(name, node, sentence, reference.replaced(limit, changed))


def without_blocking(reference: Reference) -> Iterator[Change]:
    """Yield each call whose ``blocking`` is a variable with the default in its place."""
    for node in _calls(reference, "acquire"):
        if node.args and isinstance(node.args[0], ast.Name):
            yield Change(
                "drop-blocking",
                node,
                f"{reference.quoted(node)} always blocks.",
                reference.replaced(node.args[0], "True"),
            )


def result_ignored(reference: Reference) -> Iterator[Change]:
    """Yield each check of what a timed call returned without the check."""
    for node in reference.nodes():
        if isinstance(node, ast.If) and not node.orelse and isinstance(node.test, ast.UnaryOp):
            call = node.test.operand
            if method_of(call) in TIMED:
                yield Change(
                    "ignore-result",
                    node,
                    f"what {reference.quoted(call)} returns is ignored.",
                    reference.replaced(node, ast.unparse(call)),
                )
        if isinstance(node, ast.Return) and node.value is not None and method_of(node.value) in TIMED:
            code = f"{ast.unparse(node.value)}\n{' ' * node.col_offset}return True"
            yield Change(
                "ignore-result",
                node,
                f"what {reference.quoted(node.value)} returns is ignored.",
                reference.replaced(node, code),
            )


def no_thread(reference: Reference) -> Iterator[Change]:
    """Yield each thread that is started at once as a plain call of its function."""
    for node in _calls(reference, "start"):
        made = _primitive(node)
        if isinstance(made, ast.Call) and isinstance(made.func, ast.Name) and made.func.id == "Thread":
            given = {one.arg: one.value for one in made.keywords}
            arguments = f"*{ast.unparse(given['args'])}" if "args" in given else ""
            if "target" in given:
                code = f"{ast.unparse(given['target'])}({arguments})"
                yield Change(
                    "no-thread",
                    node,
                    f"{reference.quoted(given['target'])} runs in the thread of the caller.",
                    reference.replaced(node, code),
                )


def _calls(reference: Reference, *methods: str) -> list[ast.Call]:
    return [node for node in reference.nodes() if isinstance(node, ast.Call) and method_of(node) in methods]


def _primitive(call: ast.Call) -> ast.expr:
    """Return the object whose method is called."""
    assert isinstance(call.func, ast.Attribute)
    return call.func.value


def _limit(node: ast.Call) -> ast.expr | None:
    """Return the time limit that a call gets; None if it gets none."""
    for one in node.keywords:
        if one.arg == "timeout":
            return one.value
    place = TIMEOUT_POSITION[method_of(node)]
    return node.args[place] if len(node.args) > place else None


def _has_parameter(reference: Reference, node: ast.AST, name: str) -> bool:
    functions = [one for one in reference.parents(node) if isinstance(one, ast.FunctionDef)]
    return any(name in {one.arg for one in function.args.args} for function in functions)
