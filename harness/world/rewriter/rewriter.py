"""Makes every shared access of a source file a scheduling point, and every loop countable.

The tree is changed so that the meaning and the line numbers stay: an access is preceded by a call
into the runtime (``runtime.py``), placed where the interpreter itself would perform the access.
A store keeps its own bytecode, so name mangling, slots, properties and descriptors are untouched;
only the expression that yields the object is wrapped. ``self.n += 1`` becomes a read, a point and
a write, as it is on a real interpreter.
"""

from __future__ import annotations

import ast
from typing import TypeVar

from harness.world.rewriter.scopes import Function, Scope, Scopes, changing_attributes
from harness.world.rewriter.syntax import (
    CHANGERS,
    COMPARISONS,
    CONTAINER_METHODS,
    IN_PLACE,
    PRIVATE,
    READERS,
    as_value,
    dot,
    fields,
    quiet,
    reading,
)
from harness.world.rewriter.temporaries import Temporaries

IDENTITY = ast.Is | ast.IsNot
Loop = TypeVar("Loop", ast.For, ast.AsyncFor, ast.While)
With = TypeVar("With", ast.With, ast.AsyncWith)
Comp = TypeVar("Comp", ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def rewrite(tree: ast.Module, changing: frozenset[str] | None, *, explain: bool = False) -> ast.Module:
    """Rewrite a parsed module in place and return it.

    Args:
        tree: the module.
        changing: attributes that may change after ``__init__``; None for any
            (see ``scopes.changing_attributes``).
        explain: let a failing ``assert a == b`` without a message say what both sides were.
    """
    _Rewriter(tree, changing, explain).visit(tree)
    return ast.fix_missing_locations(tree)


def attributes_that_change(*trees: ast.Module) -> frozenset[str] | None:
    """The union over several modules that work on the same objects."""
    every = [changing_attributes(tree) for tree in trees]
    return None if None in every else frozenset().union(*(one or frozenset() for one in every))


class _Rewriter(ast.NodeTransformer):
    def __init__(self, tree: ast.Module, changing: frozenset[str] | None, explain: bool) -> None:
        self.scopes = Scopes(tree)
        self.scope: Scope = self.scopes.module
        self.changing = changing
        self.explain = explain
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

    def _looked_at(self, node: ast.expr) -> ast.expr:
        """``node``, already rewritten, in a place that reads the contents of its value."""
        plain = isinstance(node, ast.Name | ast.Attribute | ast.Subscript) or (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in ("_kata_get", "_kata_item", "_kata_private")
        )
        return self._call("see", node, at=node) if plain else node

    def _test(self, node: ast.expr) -> ast.expr:
        return self._looked_at(self.visit(node))

    # -- names -----------------------------------------------------------------------------------

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if not isinstance(node.ctx, ast.Load) or not self._shared(node.id):
            return node
        point = self._call("load", self._text(node.id, node), at=node)
        pair = ast.copy_location(ast.Tuple([point, node], ast.Load()), node)
        return ast.copy_location(ast.Subscript(pair, ast.copy_location(ast.Constant(1), node), ast.Load()), node)

    def _stored(self, targets: list[ast.expr], value: ast.expr) -> ast.expr:
        """The value, with a point after it for each shared name among the targets."""
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
            if node.attr in CONTAINER_METHODS and node.attr not in self.fields:  # handed on, to be called elsewhere
                return self._call("method", node.value, name, self._plain(node), at=dot(node))
            return self._call("get", node.value, name, at=dot(node)) if self._changes(node.attr) else node
        node.value = self._call("own", node.value, name, at=node.value)
        return node

    def _plain(self, node: ast.Attribute) -> ast.Constant:
        return ast.copy_location(ast.Constant(not self._changes(node.attr)), node)

    def _own_field(self, node: ast.Attribute) -> bool:
        """``self._lock`` in a class without bases is the learner's own field, not a primitive's."""
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
        # the point belongs after the key, which may hold points of its own
        name = self.temporaries.name(self.scope.kind)
        node.value = ast.copy_location(
            ast.NamedExpr(ast.copy_location(ast.Name(name, ast.Store()), node), container), node
        )
        again = ast.copy_location(ast.Name(name, ast.Load()), node)
        node.slice = self._call("key", again, as_value(key), self.temporaries.let_go(name, node), at=node)
        return node

    def visit_Call(self, node: ast.Call) -> ast.expr:
        function = node.func
        if isinstance(function, ast.Attribute) and function.attr in CONTAINER_METHODS:
            name = self._text(self._mangled(function.attr), function)
            node.func = self._call("bind", self.visit(function.value), name, self._plain(function), at=dot(function))
        else:
            node.func = self.visit(function)
        if isinstance(function, ast.Attribute):  # a method's call stands on the line of its name
            ast.copy_location(node, dot(function, node))
        node.args = [self.visit(argument) for argument in node.args]
        for word in node.keywords:
            word.value = self.visit(word.value)
        called = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
        if called in READERS:
            node.args = [self._looked_at(argument) for argument in node.args]
        elif called in CHANGERS and node.args and not isinstance(node.args[0], ast.Starred):
            node.args[0] = self._call("touch", node.args[0], at=node.args[0])
        return node

    def visit_Starred(self, node: ast.Starred) -> ast.expr:
        node.value = self.visit(node.value)
        if isinstance(node.ctx, ast.Load):
            node.value = self._looked_at(node.value)
        return node

    def visit_YieldFrom(self, node: ast.YieldFrom) -> ast.expr:
        node.value = self._looked_at(self.visit(node.value))
        return node

    # -- truth and membership ------------------------------------------------------------------------

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        # a container is read when it is searched, or compared with what may be another
        whole = not any(isinstance(one, ast.Constant) for one in (node.left, *node.comparators))
        left = self.visit(node.left)
        node.left = self._looked_at(left) if whole and not isinstance(node.ops[0], IDENTITY) else left
        for index, (how, right) in enumerate(zip(node.ops, node.comparators, strict=True)):
            looks = isinstance(how, ast.In | ast.NotIn) or (whole and not isinstance(how, IDENTITY))
            node.comparators[index] = self._looked_at(self.visit(right)) if looks else self.visit(right)
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

    def visit_If(self, node: ast.If) -> ast.stmt:
        node.test = self._test(node.test)
        node.body, node.orelse = self._block(node.body), self._block(node.orelse)
        return node

    def visit_Assert(self, node: ast.Assert) -> ast.stmt:
        compared = self.explain and node.msg is None and isinstance(node.test, ast.Compare)
        if compared and isinstance(node.test, ast.Compare) and len(node.test.ops) == 1:
            text = self._text(ast.unparse(node.test), node)
            how = self._text(COMPARISONS[type(node.test.ops[0])], node)
            test = self.visit(node.test)
            node.test = self._call("compare", how, test.left, test.comparators[0], text, at=node)
            return node
        node.test = self._test(node.test)
        if node.msg is not None:
            node.msg = self.visit(node.msg)
        return node

    # -- statements ----------------------------------------------------------------------------------

    def _block(self, body: list[ast.stmt]) -> list[ast.stmt]:
        out: list[ast.stmt] = []
        for statement in body:
            new = self.visit(statement)
            out.extend(new if isinstance(new, list) else [new])
        return out

    def visit_Assign(self, node: ast.Assign) -> list[ast.stmt]:
        node.value = self.visit(node.value)
        if any(isinstance(target, ast.Tuple | ast.List) for target in node.targets):
            node.value = self._looked_at(node.value)
        node.value = self._stored(node.targets, node.value)
        node.targets = [self.visit(target) for target in node.targets]
        return self.temporaries.around(node, at=node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> list[ast.stmt]:
        if node.value is not None:
            node.value = self._stored([node.target], self.visit(node.value))
            node.target = self.visit(node.target)
        return self.temporaries.around(node, at=node)

    def visit_Delete(self, node: ast.Delete) -> list[ast.stmt]:
        shared = [one for one in node.targets if isinstance(one, ast.Name) and self._shared(one.id)]
        before = [
            ast.copy_location(ast.Expr(self._call("store", self._text(one.id, one), at=one)), node) for one in shared
        ]
        node.targets = [self.visit(target) for target in node.targets]
        return self.temporaries.around(*before, node, at=node)

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.stmt | list[ast.stmt]:
        target, before = node.target, list[ast.stmt]()
        if isinstance(target, ast.Name) and not self._shared(target.id):
            node.value = self.visit(node.value)
            return node
        rebinds = any(isinstance(part, ast.NamedExpr) for part in ast.walk(node))
        if isinstance(target, ast.Attribute | ast.Subscript):
            target.value = self._once(target.value, before, rebinds)
        if isinstance(target, ast.Subscript):
            target.slice = self._once(as_value(target.slice), before, rebinds)
        read = self.visit(reading(target))
        changed = self._call(IN_PLACE[type(node.op)], read, self.visit(node.value), at=node)
        store = ast.copy_location(ast.Assign([self.visit(target)], self._stored([target], changed)), node)
        return self.temporaries.around(*before, store, at=node)

    def _once(self, node: ast.expr, before: list[ast.stmt], rebinds: bool) -> ast.expr:
        """Evaluate a part of a target now, into a temporary, unless that cannot matter."""
        if isinstance(node, ast.Constant) or (isinstance(node, ast.Name) and not rebinds and not self._shared(node.id)):
            return node
        name = self.temporaries.name(self.scope.kind)
        store = ast.copy_location(ast.Name(name, ast.Store()), node)
        before.append(ast.copy_location(ast.Assign([store], self.visit(node)), node))
        return ast.copy_location(ast.Name(name, ast.Load()), node)

    def _tick(self, at: ast.AST) -> ast.Call:
        self.loops += 1
        number = self.loops if isinstance(at, ast.While) else -self.loops
        return self._call("tick", ast.copy_location(ast.Constant(number), at), at=at)

    def _loop(self, node: Loop) -> Loop:
        if isinstance(node, ast.While):
            node.test = self._test(node.test)
        else:
            node.iter = self._looked_at(self.visit(node.iter))
            self._loop_target(node)
        tick = ast.copy_location(ast.Expr(self._tick(node)), node)
        node.body = [tick, *self._block(node.body)]
        node.orelse = self._block(node.orelse)
        return node

    visit_While = visit_For = visit_AsyncFor = _loop

    def _loop_target(self, node: ast.For | ast.AsyncFor) -> None:
        """A target that needs a point or a temporary is bound in the loop's body, where statements can stand."""
        if not any(self._needs_statement(one) for one in ast.walk(node.target)):
            node.target = self.visit(node.target)
            return
        value = self.temporaries.name(self.scope.kind)
        bind = ast.Assign([node.target], ast.copy_location(ast.Name(value, ast.Load()), node.target))
        whole = ast.Try([ast.copy_location(bind, node.target)], [], [], self.temporaries.ended(node.target))
        node.body.insert(0, ast.copy_location(whole, node.target))
        node.target = ast.copy_location(ast.Name(value, ast.Store()), node.target)

    def _needs_statement(self, target: ast.AST) -> bool:
        if isinstance(target, ast.Subscript):
            return not quiet(target.slice)
        return isinstance(target, ast.Name) and self._shared(target.id)

    def _with(self, node: With) -> With:
        node.items = [self.visit(item) for item in node.items]
        node.body = [*self.temporaries.ended(node), *self._block(node.body)]
        return node

    visit_With = visit_AsyncWith = _with

    def _comprehension(self, node: Comp) -> Comp:
        first = node.generators[0]
        first.iter = self._looked_at(self.visit(first.iter))
        outer, self.scope = self.scope, self.scopes.of[node]
        for number, part in enumerate(node.generators):
            if number:
                part.iter = self._looked_at(self.visit(part.iter))
            part.ifs = [self._test(condition) for condition in part.ifs]
            part.ifs.insert(0, self._tick(node))
        if isinstance(node, ast.DictComp) and node.value is not None:
            node.key, node.value = self.visit(node.key), self.visit(node.value)
        elif isinstance(node, ast.DictComp):  # {**table for table in tables}, from 3.15 on
            node.key = self._looked_at(self.visit(node.key))
        else:
            node.elt = self.visit(node.elt)
        self.scope = outer
        return node

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = _comprehension

    # -- scopes --------------------------------------------------------------------------------------

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.stmt:
        node.decorator_list = [self.visit(one) for one in node.decorator_list]
        self._defaults(node.args)
        outer, self.scope = self.scope, self.scopes.of[node]
        node.body = self._block(node.body)
        self.scope = outer
        return node

    visit_AsyncFunctionDef = visit_FunctionDef  # type: ignore[assignment]  # the same fields

    def visit_Lambda(self, node: ast.Lambda) -> ast.expr:
        self._defaults(node.args)
        outer, self.scope = self.scope, self.scopes.of[node]
        node.body = self.visit(node.body)
        self.scope = outer
        return node

    def _defaults(self, args: ast.arguments) -> None:
        args.defaults = [self.visit(one) for one in args.defaults]
        args.kw_defaults = [one and self.visit(one) for one in args.kw_defaults]

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.stmt:
        node.decorator_list = [self.visit(one) for one in node.decorator_list]
        node.bases = [self.visit(one) for one in node.bases]
        for word in node.keywords:
            word.value = self.visit(word.value)
        outer, self.scope = self.scope, self.scopes.of[node]
        self.classes.append(node)
        node.body = self._block(node.body)
        self.classes.pop()
        self.scope = outer
        return node

    # what must stay as it is written: patterns, type parameters and aliases, annotations

    def visit_match_case(self, node: ast.match_case) -> ast.match_case:
        if node.guard is not None:
            node.guard = self._test(node.guard)
        node.body = self._block(node.body)
        return node

    def visit_TypeAlias(self, node: ast.stmt) -> ast.stmt:
        return node


__all__ = ["Function", "attributes_that_change", "rewrite"]
