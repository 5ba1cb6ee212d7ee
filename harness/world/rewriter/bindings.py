"""The rewriting of statements that bind names, fields or items: assignments, deletions and imports."""

from __future__ import annotations

import ast
from functools import partial

from ...common.syntax_trees import walk
from .binding_order import in_turn, leaves
from .changing_attributes import ChangingAttributes
from .expressions import ExpressionRewriter
from .syntax import IN_PLACE, as_value, is_fresh, is_number, reading


class BindingRewriter(ExpressionRewriter):
    """Rewrites statements that bind something, and the expressions in them.

    Args:
        tree: as for ``ExpressionRewriter``.
        changing: as for ``ExpressionRewriter``.
        shares_globals: as for ``ExpressionRewriter``.
    """

    def __init__(self, tree: ast.Module, changing: ChangingAttributes, shares_globals: bool) -> None:
        super().__init__(tree, changing, shares_globals)
        self.makes_slices = any(isinstance(node, ast.Name) and node.id == "slice" for node in walk(tree))

    def visit_Assign(self, node: ast.Assign) -> list[ast.stmt]:
        if self._binds_several(node.targets):
            return self._in_turn(node)
        node.value = self.visit(node.value)
        unpacking = [isinstance(target, ast.Tuple | ast.List) for target in node.targets]
        if any(unpacking):  # another target gets the value itself
            node.value = self._contents_read(node.value, "unpack" if all(unpacking) else "see")
        node.value = self._stored(node.targets, node.value)
        replaces = [isinstance(target, ast.Subscript) and self._may_be_slice(target.slice) for target in node.targets]
        several = [
            one
            for target, unpacked in zip(node.targets, unpacking, strict=True)
            if unpacked
            for one in walk(target)
            if isinstance(one, ast.Subscript) and isinstance(one.ctx, ast.Store) and self._may_be_slice(one.slice)
        ]
        node.targets = [self.visit(target) for target in node.targets]
        if several:
            self._read_sources(node, several)
        if any(replaces):
            self._read_source(node, replaces)
        return self.temporaries.around(node, at=node)

    def _in_turn(self, node: ast.Assign) -> list[ast.stmt]:
        """Return an assignment to several targets as one to each, between which other threads may run."""
        held = self.temporaries.suspend()
        parts = in_turn(node, partial(self.temporaries.name, self.scope.kind))
        names = self.temporaries.suspend()  # they are deleted when the last part has been assigned
        body = [statement for part in parts for statement in self.visit_Assign(part)]
        self.temporaries.resume(names)
        body = self.temporaries.around(*body, at=node)
        self.temporaries.resume(held)
        return body

    def _binds_several(self, targets: list[ast.expr]) -> bool:
        """True for targets that others can see, and a shared name among them."""
        parts = [one for target in targets for one in leaves(target)]
        seen = [one for one in parts if not isinstance(one, ast.Name) or self._shared(one.id)]
        return len(seen) > 1 and any(isinstance(one, ast.Name) for one in seen)

    def _may_be_slice(self, key: ast.expr) -> bool:
        return isinstance(key, ast.Slice) or (self.makes_slices and not isinstance(key, ast.Constant))

    def _read_source(self, node: ast.Assign, replaces: list[bool]) -> None:
        """Let the assignment to a slice announce that it reads the contents of its value."""
        if is_fresh(node.value) and not isinstance(node.value, ast.GeneratorExp):
            return
        how, target = "made", node.targets[0]
        if len(node.targets) == 1 and isinstance(target, ast.Subscript) and isinstance(target.value, ast.NamedExpr):
            # the container is evaluated after the value, as before, but the value may be announced with it
            how, held = "source", target.value
            node.value = self._call("sliced", node.value, held, at=node.value)
            target.value = ast.copy_location(ast.Name(held.target.id, ast.Load()), held)
        name = self.temporaries.name(self.scope.kind)
        node.value = ast.copy_location(ast.NamedExpr(ast.Name(name, ast.Store()), node.value), node.value)
        for target, replaced in zip(node.targets, replaces, strict=True):
            if isinstance(target, ast.Subscript) and replaced:
                target.slice = self._call(how, as_value(target.slice), ast.Name(name, ast.Load()), at=target)

    def _read_sources(self, node: ast.Assign, targets: list[ast.Subscript]) -> None:
        """Let the assignments to slices among several targets announce what they read."""
        name = self.temporaries.name(self.scope.kind)
        node.value = ast.copy_location(ast.NamedExpr(ast.Name(name, ast.Store()), node.value), node.value)
        for one in targets:
            one.slice = self._call("several", as_value(one.slice), ast.Name(name, ast.Load()), at=one)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> list[ast.stmt]:
        if self.scope.kind != "function":  # in a function it is not evaluated
            node.annotation = self._annotation(node.annotation)
        if node.value is not None:
            node.value = self._stored([node.target], self.visit(node.value))
            node.target = self.visit(node.target)
        return self.temporaries.around(node, at=node)

    def visit_Delete(self, node: ast.Delete) -> list[ast.stmt]:
        if self._binds_several(node.targets):
            parts = [ast.Delete([one]) for target in node.targets for one in leaves(target)]
            return [statement for part in parts for statement in self.visit_Delete(ast.copy_location(part, node))]
        shared = [one for one in node.targets if isinstance(one, ast.Name) and self._shared(one.id)]
        before = [
            ast.copy_location(ast.Expr(self._call("store", self._variable(one.id, one), at=one)), node)
            for one in shared
        ]
        node.targets = [self.visit(target) for target in node.targets]
        return self.temporaries.around(*before, node, at=node)

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.stmt | list[ast.stmt]:
        target, before = node.target, list[ast.stmt]()
        if hasattr(node, "_kata_atomic"):
            return node
        if isinstance(target, ast.Name) and not self._shared(target.id):
            value = self.visit(node.value)
            if is_number(value) and self.scopes.is_number(self.scope, target.id):
                node.value = value
                return node
            changed = self._call(IN_PLACE[type(node.op)], reading(target), value, at=node)  # it may hold a shared list
            return ast.copy_location(ast.Assign([target], changed), node)
        rebinds = any(isinstance(part, ast.NamedExpr) for part in walk(node))
        if isinstance(target, ast.Attribute | ast.Subscript):
            target.value = self._once(target.value, before, rebinds)
        if isinstance(target, ast.Subscript):
            target.slice = self._once(as_value(target.slice), before, rebinds)
        read = self.visit(reading(target))
        changed = self._call(IN_PLACE[type(node.op)], read, self.visit(node.value), at=node)
        store = ast.copy_location(ast.Assign([self.visit(target)], self._stored([target], changed)), node)
        return self.temporaries.around(*before, store, at=node)

    def _once(self, node: ast.expr, before: list[ast.stmt], rebinds: bool) -> ast.expr:
        """Evaluate a part of a target into a temporary first, unless evaluating it twice makes no difference."""
        if isinstance(node, ast.Constant) or (isinstance(node, ast.Name) and not rebinds and not self._shared(node.id)):
            return node
        name = self.temporaries.name(self.scope.kind)
        store = ast.copy_location(ast.Name(name, ast.Store()), node)
        before.append(ast.copy_location(ast.Assign([store], self.visit(node)), node))
        return ast.copy_location(ast.Name(name, ast.Load()), node)

    def _import(self, node: ast.Import | ast.ImportFrom) -> list[ast.stmt]:
        names = [(one.asname or one.name).partition(".")[0] for one in node.names]
        several = sum(map(self._shared, names)) > 1
        if len(names) > 1 and (several or (isinstance(node, ast.ImportFrom) and self._reads_in_steps(node))):
            parts = [
                ast.ImportFrom(node.module, [one], node.level)
                if isinstance(node, ast.ImportFrom)
                else ast.Import([one])
                for one in node.names
            ]
            return [statement for part in parts for statement in self._import(ast.copy_location(part, node))]
        points = [
            ast.Expr(self._call("store", self._variable(one, node), at=node)) for one in names if self._shared(one)
        ]
        if self.scope is not self.scopes.module:
            points.insert(0, ast.Expr(self._call("imported", at=node)))
            if isinstance(node, ast.ImportFrom):
                read = [one.name for one in node.names if self._changes(one.name)]
                points += [ast.Expr(self._call("load", self._text(name, node), at=node)) for name in read]
        return [*(ast.copy_location(one, node) for one in points), node]

    def _reads_in_steps(self, node: ast.ImportFrom) -> bool:
        """True when another thread may change what a module binds between the reads of two of its names."""
        return self.scope is not self.scopes.module and any(self._changes(one.name) for one in node.names)

    visit_Import = visit_ImportFrom = _import
