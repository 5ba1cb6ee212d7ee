"""Ordinary operators, as for programs without threads: on numbers, comparisons, conditions and results.

They are written here because no library of the package index offers them alone. Cosmic Ray's operators come with a
database, a web server and git, mutmut's with a terminal interface and coverage and without a public interface, and
mutatest's have not been maintained since Python 3.9. Theirs also change texts of messages, which no contract promises.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .mutant import Change
from .reference import Reference, method_of

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult,
}  # fmt: skip
OTHER_ENDS = {"append": "appendleft", "appendleft": "append", "pop": "popleft", "popleft": "pop"}
"""Methods of a deque that work on one end, and those that do the same on the other one."""
COUNTED = ("Semaphore", "BoundedSemaphore", "range", "release", "deque")
"""Callables whose argument is a number."""
IN_EXPRESSION = (ast.BoolOp, ast.UnaryOp, ast.BinOp, ast.Compare, ast.Attribute, ast.Subscript, ast.IfExp)
"""Expressions in which a condition needs parentheses."""


def compared_otherwise(reference: Reference) -> Iterator[Change]:
    """Yield each comparison with the one next to it, such as ``<=`` for ``<``."""
    for node in reference.nodes():
        if isinstance(node, ast.Compare) and len(node.ops) == 1:
            other = ast.Compare(node.left, [COMPARISONS[type(node.ops[0])]()], node.comparators)
            yield _became(reference, "comparison", node, ast.unparse(other))


def off_by_one(reference: Reference) -> Iterator[Change]:
    """Yield each number, and each argument that counts something, as one more and one less."""
    for node in reference.nodes():
        if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool):
            for number in (node.value + 1, node.value - 1):
                yield _became(reference, "off-by-one", node, repr(number))
        if isinstance(node, ast.Call) and node.args and not isinstance(node.args[0], ast.Constant):
            name = node.func.id if isinstance(node.func, ast.Name) else method_of(node)
            if name in COUNTED and isinstance(node.args[0], ast.Name | ast.Attribute):
                for sign in "+-":
                    code = f"{ast.unparse(node.args[0])} {sign} 1"
                    yield _became(reference, "off-by-one", node.args[0], code)


def other_arithmetic(reference: Reference) -> Iterator[Change]:
    """Yield each sum as a difference, and so on, and each change of a value as an assignment."""
    for node in reference.nodes():
        if isinstance(node, ast.BinOp) and type(node.op) in ARITHMETIC:
            other = ast.BinOp(node.left, ARITHMETIC[type(node.op)](), node.right)
            yield _became(reference, "arithmetic", node, ast.unparse(other))
        if isinstance(node, ast.AugAssign) and type(node.op) in ARITHMETIC:
            changed = ast.AugAssign(node.target, ARITHMETIC[type(node.op)](), node.value)
            yield _became(reference, "arithmetic", node, ast.unparse(changed))
            yield _became(reference, "arithmetic", node, f"{ast.unparse(node.target)} = {ast.unparse(node.value)}")


def other_condition(reference: Reference) -> Iterator[Change]:
    """Yield each condition negated, with ``or`` for ``and``, or without one of its parts."""
    for node in reference.nodes():
        if isinstance(node, ast.BoolOp):
            other = ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
            yield _became(reference, "boolean", node, _in_parentheses(reference, node, ast.unparse(other)))
            for part in node.values:
                values = [one for one in node.values if one is not part]
                left = values[0] if len(values) == 1 else ast.BoolOp(node.op, values)
                yield _became(reference, "drop-condition", node, ast.unparse(left))
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            yield _became(reference, "negation", node, _in_parentheses(reference, node, ast.unparse(node.operand)))
        if isinstance(node, ast.If | ast.While | ast.IfExp) and not _has_own_negation(node.test):
            yield _became(reference, "negation", node.test, f"not ({ast.unparse(node.test)})")
        if isinstance(node, ast.IfExp):
            for branch in (node.body, node.orelse):
                yield _became(reference, "drop-condition", node, ast.unparse(branch))


def other_result(reference: Reference) -> Iterator[Change]:
    """Yield each result as None, and each truth value as the other one."""
    for node in reference.nodes():
        if isinstance(node, ast.Constant) and isinstance(node.value, bool):
            yield _became(reference, "truth", node, repr(not node.value))
        if isinstance(node, ast.Return) and node.value is not None and not isinstance(node.value, ast.Constant):
            around = reference.parent(node)
            if not isinstance(around, ast.FunctionDef):  # there it is the last statement, and may as well be dropped
                yield _became(reference, "result", node, "return None")


def other_text(reference: Reference) -> Iterator[Change]:
    """Yield each text with one more letter, except those of exceptions and the names of threads."""
    for node in reference.nodes():
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            around = list(reference.parents(node))
            thread = any(isinstance(one, ast.keyword) and one.arg == "name" for one in around)
            made = any(isinstance(one, ast.Call) and ast.unparse(one.func) == "TypeVar" for one in around)
            if not thread and not made and not any(isinstance(one, ast.Raise | ast.JoinedStr) for one in around):
                yield _became(reference, "text", node, repr(node.value + "S"))


def other_end(reference: Reference) -> Iterator[Change]:
    """Yield each access to an end of a list or a deque as one to the other end."""
    for node in reference.nodes():
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in OTHER_ENDS:
            made_of_lists = "deque" not in reference.text
            if made_of_lists:
                code = {"pop": "pop(0)", "append": f"insert(0, {ast.unparse(node.args[0]) if node.args else ''})"}
                if node.func.attr in code and len(node.args) == (node.func.attr == "append"):
                    yield _became(
                        reference, "other-end", node, f"{ast.unparse(node.func.value)}.{code[node.func.attr]}"
                    )
            else:
                arguments = ", ".join(ast.unparse(one) for one in node.args)
                name = OTHER_ENDS[node.func.attr]
                yield _became(reference, "other-end", node, f"{ast.unparse(node.func.value)}.{name}({arguments})")


def _became(reference: Reference, operator: str, node: ast.expr | ast.stmt, code: str) -> Change:
    sentence = f"{reference.quoted(node)} became `{code}`."
    return Change(operator, node, sentence, reference.replaced(node, code))


def _has_own_negation(test: ast.expr) -> bool:
    """True for a condition that another operator negates, and for a constant."""
    if isinstance(test, ast.Compare):
        return isinstance(test.ops[0], ast.Eq | ast.NotEq | ast.Is | ast.IsNot | ast.In | ast.NotIn)
    return isinstance(test, ast.UnaryOp | ast.Constant)


def _in_parentheses(reference: Reference, node: ast.AST, code: str) -> str:
    return f"({code})" if isinstance(reference.parent(node), IN_EXPRESSION) else code
