"""The rewriting of expressions: a scheduling point before each read or write of shared state.

A point is a call into the runtime (``runtime.py``), placed where the interpreter itself would perform the access.
"""

from __future__ import annotations

import ast
from typing import TypeVar

from harness.world.rewriter.scopes import Scope, Scopes
from harness.world.rewriter.syntax import (
    CHANGERS,
    CONTAINER_METHODS,
    PRIVATE,
    READERS,
    as_value,
    dot,
    fields,
    quiet,
)
from harness.world.rewriter.temporaries import Temporaries

IDENTITY = ast.Is | ast.IsNot
Comp = TypeVar("Comp", ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


class ExpressionRewriter(ast.NodeTransformer):
    """Rewrites the expressions of one module in place.

    Args:
        tree: the module.
        changing: attributes that may change after ``__init__``; None for any.
    """

    def __init__(self, tree: ast.Module, changing: frozenset[str] | None) -> None:
        self.scopes = Scopes(tree)
        self.scope: Scope = self.scopes.module
        self.changing = changing
        self.fields = fields(tree)
        self.classes: list[ast.ClassDef] = []
        self.loops = 0
        self.temporaries = Temporaries()

    # -- building blocks -----------------------------------------------------------------------

    def _call(self, name: str, *args: ast.expr, at: ast.AST) -> ast.Call:
        function = ast.copy_location(ast.Name("_kata_" + name, ast.Load()), at)
        return ast.copy_location(ast.Call(function, list(args), []), at)

    def _text(self, text: str, at: ast.AST) -> ast.Constant:
        return ast.copy_location(ast.Constant(text), at)

    def _mangled(self, name: str) -> str:
        if self.classes and name.startswith("__") and not name.endswith("__"):
            owner = self.classes[-1].name.lstrip("_")
            return f"_{owner}{name}" if owner else name
        return name

    def _changes(self, attribute: str) -> bool:
        return self.changing is None or attribute in self.changing

    def _shared(self, name: str) -> bool:
        return self.scopes.shared(self.scope, name)

    def _contents_read(self, node: ast.expr) -> ast.expr:
        """Return a rewritten expression, wrapped because the code around it reads the contents of its value."""
        plain = isinstance(node, ast.Name | ast.Attribute | ast.Subscript) or (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in ("_kata_get", "_kata_item", "_kata_private")
        )
        return self._call("see", node, at=node) if plain else node

    def _test(self, node: ast.expr) -> ast.expr:
        return self._contents_read(self.visit(node))

    # -- names -----------------------------------------------------------------------------------

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if not isinstance(node.ctx, ast.Load) or not self._shared(node.id):
            return node
        point = self._call("load", self._text(node.id, node), at=node)
        pair = ast.copy_location(ast.Tuple([point, node], ast.Load()), node)
        return ast.copy_location(ast.Subscript(pair, ast.copy_location(ast.Constant(1), node), ast.Load()), node)

    def _stored(self, targets: list[ast.expr], value: ast.expr) -> ast.expr:
        """Return the value with a point after it for each shared name among the targets."""
        for target in targets:
            for one in ast.walk(target):
                if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store) and self._shared(one.id):
                    value = self._call("store", self._text(one.id, value), value, at=value)
        return value

    def visit_NamedExpr(self, node: ast.NamedExpr) -> ast.expr:
        node.value = self._stored([node.target], self.visit(node.value))
        return node

    # -- attributes and items ----------------------------------------------------------------------

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        node.value = self.visit(node.value)
        name = self._text(self._mangled(node.attr), node)
        if isinstance(node.ctx, ast.Load):
            if node.attr in PRIVATE and not self._own_field(node):
                return self._call("private", node.value, name, at=dot(node))
            if node.attr in CONTAINER_METHODS and node.attr not in self.fields:
                # not called here, but perhaps elsewhere
                return self._call("method", node.value, name, self._plain(node), at=dot(node))
            return self._call("get", node.value, name, at=dot(node)) if self._changes(node.attr) else node
        node.value = self._call("own", node.value, name, at=node.value)
        return node

    def _plain(self, node: ast.Attribute) -> ast.Constant:
        return ast.copy_location(ast.Constant(not self._changes(node.attr)), node)

    def _own_field(self, node: ast.Attribute) -> bool:
        """True for ``self._lock`` in a class without bases: the field is the learner's own, not a primitive's."""
        me = isinstance(node.value, ast.Name) and node.value.id == "self"
        return me and bool(self.classes) and not self.classes[-1].bases and node.attr != "__dict__"

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        container, key = self.visit(node.value), self.visit(node.slice)
        if isinstance(node.ctx, ast.Load):
            return self._call("item", container, as_value(key), at=node)
        if quiet(key):
            node.value = self._call("touch", container, at=container)
            node.slice = key
            return node
        # the point has to come after the key, which may contain points of its own
        name = self.temporaries.name(self.scope.kind)
        node.value = ast.copy_location(
            ast.NamedExpr(ast.copy_location(ast.Name(name, ast.Store()), node), container), node
        )
        again = ast.copy_location(ast.Name(name, ast.Load()), node)
        node.slice = self._call("key", again, as_value(key), self.temporaries.cleared(name, node), at=node)
        return node

    def visit_Call(self, node: ast.Call) -> ast.expr:
        function = node.func
        if isinstance(function, ast.Attribute) and function.attr in CONTAINER_METHODS:
            name = self._text(self._mangled(function.attr), function)
            node.func = self._call("bind", self.visit(function.value), name, self._plain(function), at=dot(function))
        else:
            node.func = self.visit(function)
        if isinstance(function, ast.Attribute):  # the interpreter reports a method's call on the line of its name
            ast.copy_location(node, dot(function, node))
        node.args = [self.visit(argument) for argument in node.args]
        for word in node.keywords:
            word.value = self.visit(word.value)
        called = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
        if called in READERS:
            node.args = [self._contents_read(argument) for argument in node.args]
        elif called in CHANGERS and node.args and not isinstance(node.args[0], ast.Starred):
            node.args[0] = self._call("touch", node.args[0], at=node.args[0])
        return node

    def visit_Starred(self, node: ast.Starred) -> ast.expr:
        node.value = self.visit(node.value)
        if isinstance(node.ctx, ast.Load):
            node.value = self._contents_read(node.value)
        return node

    def visit_YieldFrom(self, node: ast.YieldFrom) -> ast.expr:
        node.value = self._contents_read(self.visit(node.value))
        return node

    # -- truth and membership ------------------------------------------------------------------------

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        # a container is read when it is searched, or compared with what may be another container
        whole = not any(isinstance(one, ast.Constant) for one in (node.left, *node.comparators))
        left = self.visit(node.left)
        node.left = self._contents_read(left) if whole and not isinstance(node.ops[0], IDENTITY) else left
        for index, (how, right) in enumerate(zip(node.ops, node.comparators, strict=True)):
            reads = isinstance(how, ast.In | ast.NotIn) or (whole and not isinstance(how, IDENTITY))
            node.comparators[index] = self._contents_read(self.visit(right)) if reads else self.visit(right)
        return node

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.expr:
        node.values = [self._test(value) for value in node.values]
        return node

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.expr:
        node.operand = self._test(node.operand) if isinstance(node.op, ast.Not) else self.visit(node.operand)
        return node

    def visit_IfExp(self, node: ast.IfExp) -> ast.expr:
        node.test = self._test(node.test)
        node.body, node.orelse = self.visit(node.body), self.visit(node.orelse)
        return node

    # -- comprehensions and lambdas ----------------------------------------------------------------

    def _tick(self, at: ast.AST) -> ast.Call:
        self.loops += 1
        number = self.loops if isinstance(at, ast.While) else -self.loops
        return self._call("tick", ast.copy_location(ast.Constant(number), at), at=at)

    def _comprehension(self, node: Comp) -> Comp:
        first = node.generators[0]
        first.iter = self._contents_read(self.visit(first.iter))
        outer, self.scope = self.scope, self.scopes.of[node]
        for number, part in enumerate(node.generators):
            if number:
                part.iter = self._contents_read(self.visit(part.iter))
            part.ifs = [self._test(condition) for condition in part.ifs]
            part.ifs.insert(0, self._tick(node))
        if isinstance(node, ast.DictComp) and node.value is not None:
            node.key, node.value = self.visit(node.key), self.visit(node.value)
        elif isinstance(node, ast.DictComp):  # {**table for table in tables}, from 3.15 on
            node.key = self._contents_read(self.visit(node.key))
        else:
            node.elt = self.visit(node.elt)
        self.scope = outer
        return node

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = _comprehension

    def visit_Lambda(self, node: ast.Lambda) -> ast.expr:
        self._defaults(node.args)
        outer, self.scope = self.scope, self.scopes.of[node]
        node.body = self.visit(node.body)
        self.scope = outer
        return node

    def _defaults(self, args: ast.arguments) -> None:
        args.defaults = [self.visit(one) for one in args.defaults]
        args.kw_defaults = [one and self.visit(one) for one in args.kw_defaults]
