"""The freedoms that the explorer has in a kata: read from the marks of the contract and the fixtures of its clauses."""

from __future__ import annotations

import ast

from harness.contract.marks import Marks
from harness.course.content.catalogue import Kata
from harness.report.text.phrases import clause_title

CONDITION = "Condition"


def adversary(kata: Kata) -> str:
    """Return a list of what the scheduler, the clock and the callbacks may do, and of what is a failure."""
    tree = ast.parse(kata.contract.read_text(encoding="utf-8"))
    marks = {name: Marks.of(tree, name) for name in kata.clauses}
    whole = Marks.of(tree)
    uses = {
        node.name: {one.arg for one in node.args.args}
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name in marks
    }
    points = [
        "It may stop any thread before each read, write and operation on a lock, for any length of time.",
        "A wait with a timeout may expire at any time, and a released lock may go to any thread that waits for it.",
    ]
    if whole.allow == "any" or CONDITION in whole.allow:
        points.append("`notify` may wake any of the waiting threads, and more of them than it was asked to.")
    points += [
        *_of_clauses(
            "An exception to that: waiters are woken in the order of their arrival, and no more than asked for",
            [name for name in marks if marks[name].fifo],
        ),
        *_of_clauses("A callback may raise an exception at any call", _with(uses, "stumbling")),
        *_of_clauses(
            "The schedules are fair, locks serve the thread that has waited longest, and no thread may starve",
            _starving(tree),
        ),
        *_of_clauses("Threads must be able to run together, or it is `overserialized`", _with(uses, "possible")),
        *_generated(marks),
        "Waiting in a loop is allowed." if whole.spin else "Waiting in a loop, or by sleeping, is `busy_wait`.",
    ]
    if whole.races:
        points.append("Two accesses without an order, one of them a write, are a `race`, which is a failure here.")
    if whole.forbid:
        points.append(f"{', '.join(f'`{name}`' for name in whole.forbid)} may not be used.")
    return "\n".join(f"- {point}" for point in points)


def _of_clauses(words: str, clauses: list[str]) -> list[str]:
    return [f"{words}: in *{'*, *'.join(map(clause_title, clauses))}*."] if clauses else []


def _with(uses: dict[str, set[str]], fixture: str) -> list[str]:
    return [name for name, fixtures in uses.items() if fixture in fixtures]


def _starving(tree: ast.Module) -> list[str]:
    """Return the clauses in which a thread calls forever, also by a function of the contract that they call."""
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    direct = {name for name, node in functions.items() if "forever" in _attributes(node)}
    reached = {
        name
        for name, node in functions.items()
        if direct & {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}
    }
    return [name for name in functions if name.startswith("test_") and name in direct | reached]


def _attributes(node: ast.AST) -> set[str]:
    return {one.attr for one in ast.walk(node) if isinstance(one, ast.Attribute)}


def _generated(marks: dict[str, Marks]) -> list[str]:
    found = []
    for name, mark in marks.items():
        if (spec := mark.workload_spec) is not None:
            calls = ", ".join(f"`{operation}`" for operation, _ in spec.operations)
            found.append(
                f"The calls are generated, and every result must have a sequential explanation: in "
                f"*{clause_title(name)}*, up to {spec.threads} threads make up to {spec.calls} calls of {calls} each."
            )
    return found
