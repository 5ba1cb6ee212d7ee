"""Operators on state: it belongs to all objects of a class, or to the caller as well."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator

from ....common.syntax_trees import walk
from .locking import assigned, is_lock
from .mutant import Change
from .reference import INDENT, Reference

MUTABLE = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp, ast.Call, ast.Tuple, ast.BinOp)
"""Expressions whose value can have a state of its own."""
COPIES = frozenset({"list", "dict", "set", "deque", "tuple"})
"""Classes that copy their argument."""


def in_the_class(reference: Reference) -> Iterator[Change]:
    """Yield each mutable attribute of an object as one of its class, made once for all objects."""
    for around, constructor in reference.constructors():
        arguments = {one.arg for one in constructor.args.args}
        arguments |= {part.id for part in walk(constructor) if isinstance(part, ast.Name) and _is_stored(part)}
        for made in constructor.body:
            name = assigned(made)
            if name is None or not isinstance(made, ast.Assign | ast.AnnAssign) or not isinstance(made.value, MUTABLE):
                continue
            attribute, value = name.removeprefix("self."), ast.unparse(made.value)
            sentence = f"all objects of the class share one `{name}`."
            if _names(made.value) & arguments:
                indent = " " * made.col_offset
                new = [
                    f'{indent}if "{attribute}" not in {around.name}.__dict__:',
                    f"{indent}{' ' * INDENT}{around.name}.{attribute} = {value}",
                ]
                yield Change("shared-state", made, sentence, reference.with_lines(made.lineno, made.end_lineno, new))
                continue
            new = [f"{' ' * constructor.col_offset}{attribute} = {value}", ""]
            rest = reference.lines(constructor)[: made.lineno - constructor.lineno]
            after = reference.lines(constructor)[(made.end_lineno or made.lineno) - constructor.lineno + 1 :]
            if len(constructor.body) == 1:
                after = [" " * made.col_offset + "pass", *after]
            yield Change(
                "class-attribute",
                made,
                sentence,
                reference.with_lines(constructor.lineno, constructor.end_lineno, [*new, *rest, *after]),
            )
            if not is_lock(made.value):
                yield Change(
                    "mutable-default", made, _default(name), _as_default(reference, constructor, made, attribute)
                )


def _default(name: str) -> str:
    return f"`{name}` is a default argument, made once for all objects."


def _as_default(
    reference: Reference, constructor: ast.FunctionDef, made: ast.Assign | ast.AnnAssign, attribute: str
) -> str:
    """Return the text with an attribute's value as the default of one more argument."""
    assert made.value is not None
    argument = f"{attribute.strip('_')}_by_default"
    lines = reference.lines(constructor)
    # the constructor's header ends with the first line that has a colon at its end
    end = next(number for number, line in enumerate(lines) if line.rstrip().endswith(":"))
    head, _, tail = lines[end].rpartition(")")
    lines[end] = f"{head}, {argument}={ast.unparse(made.value)}){tail}"
    first, last = made.lineno - constructor.lineno, (made.end_lineno or made.lineno) - constructor.lineno
    lines[first : last + 1] = [f"{' ' * made.col_offset}self.{attribute} = {argument}"]
    return reference.with_lines(constructor.lineno, constructor.end_lineno, lines)


def not_copied(reference: Reference) -> Iterator[Change]:
    """Yield each copy of a value as the value itself."""
    for node in reference.nodes():
        if not isinstance(node, ast.Call) or node.keywords:
            continue
        if isinstance(node.func, ast.Attribute) and node.func.attr == "copy" and not node.args:
            original = node.func.value
        elif isinstance(node.func, ast.Name) and node.func.id in COPIES and len(node.args) == 1:
            original = node.args[0]
        else:
            continue
        yield Change(
            "no-copy",
            node,
            f"{reference.quoted(original)} itself is used, not a copy.",
            reference.replaced(node, ast.unparse(original)),
        )


def _names(node: ast.AST) -> set[str]:
    return {part.id for part in walk(node) if isinstance(part, ast.Name)} - set(dir(builtins))


def _is_stored(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
