"""The AST rewriter: makes every shared access of a source file a scheduling point, and every loop countable.

The meaning and the line numbers of the program stay the same. A call into the runtime (``runtime.py``) is inserted
before each access, where the interpreter itself would perform it. A store keeps its own bytecode, so name mangling,
slots, properties and descriptors work as before; only the expression that evaluates to the object is wrapped.
``self.n += 1`` becomes a read, a point and a write, as it is on a real interpreter.

Expressions are in ``expressions.py``, statements that bind something in ``bindings.py``, the others and scopes in this
file.
"""

from __future__ import annotations

import ast
from typing import TypeVar

from ...common.syntax_trees import walk
from .bindings import BindingRewriter
from .changing_attributes import ChangingAttributes
from .syntax import (
    COMPARISONS,
    captured,
    is_generator,
    is_hook,
    own_statements,
    quiet,
)

Loop = TypeVar("Loop", ast.For, ast.AsyncFor, ast.While)
With = TypeVar("With", ast.With, ast.AsyncWith)


def rewrite(
    tree: ast.Module, changing: ChangingAttributes, *, explain: bool = False, shares_globals: bool = False
) -> ast.Module:
    """Rewrite a parsed module in place and return it.

    Args:
        tree: the module.
        changing: the attributes that may change after ``__init__``.
        explain: a failing ``assert a == b`` without a message shows both values.
        shares_globals: the global names belong to other code, too, which may change any of them.
    """
    _Rewriter(tree, changing, explain, shares_globals).visit(tree)
    return ast.fix_missing_locations(tree)


class _Rewriter(BindingRewriter):
    def __init__(self, tree: ast.Module, changing: ChangingAttributes, explain: bool, shares_globals: bool) -> None:
        super().__init__(tree, changing, shares_globals)
        self.explain = explain

    # -- simple statements ---------------------------------------------------------------------------

    def visit_Raise(self, node: ast.Raise) -> ast.stmt | list[ast.stmt]:
        if node.exc is None:
            return [ast.copy_location(ast.Expr(self._call("reraised", at=node)), node), node]
        error = self.visit(node.exc)
        if node.cause is None:
            node.exc = self._call("raised", error, at=node.exc)
            return node
        # the point has to come after the cause, which may contain points of its own
        name = self.temporaries.name(self.scope.kind)
        node.exc = ast.copy_location(ast.NamedExpr(ast.copy_location(ast.Name(name, ast.Store()), node), error), node)
        again = ast.copy_location(ast.Name(name, ast.Load()), node)
        cleared = self.temporaries.cleared(name, node)
        node.cause = self._call("caused", again, self.visit(node.cause), cleared, at=node.cause)
        return self.temporaries.around(node, at=node)

    # -- compound statements -------------------------------------------------------------------------

    def _block(self, body: list[ast.stmt]) -> list[ast.stmt]:
        out: list[ast.stmt] = []
        for statement in body:
            new = self.visit(statement)
            out.extend(new if isinstance(new, list) else [new])
        return out

    def visit_If(self, node: ast.If) -> ast.stmt:
        node.test = self._test(node.test)
        node.body, node.orelse = self._block(node.body), self._block(node.orelse)
        return node

    def visit_Assert(self, node: ast.Assert) -> ast.stmt:
        compared = self.explain and node.msg is None and isinstance(node.test, ast.Compare)
        if compared and isinstance(node.test, ast.Compare) and len(node.test.ops) == 1:
            text = self._text(ast.unparse(node.test), node)
            how = self._text(COMPARISONS[type(node.test.ops[0])], node)
            left, right = self.visit(node.test.left), self.visit(node.test.comparators[0])
            node.test = self._call("compare", how, left, right, text, at=node)
            return node
        node.test = self._test(node.test)
        if node.msg is not None:
            node.msg = self.visit(node.msg)
        return node

    def _loop(self, node: Loop) -> Loop:
        if isinstance(node, ast.While):
            node.test = self._test(node.test)
        else:
            node.iter = self._iterated(node.iter, node.target, isinstance(node, ast.AsyncFor))
            self._loop_target(node)
        tick = ast.copy_location(ast.Expr(self._tick(node)), node)
        node.body = [tick, *self._block(node.body)]
        node.orelse = self._block(node.orelse)
        return node

    visit_While = visit_For = visit_AsyncFor = _loop

    def _loop_target(self, node: ast.For | ast.AsyncFor) -> None:
        """Bind a target that needs a point or a temporary in the loop's body, where statements are possible."""
        if not any(self._needs_statement(one) for one in walk(node.target)):
            node.target = self.visit(node.target)
            return
        value = self.temporaries.name(self.scope.kind)
        bind = ast.Assign([node.target], ast.copy_location(ast.Name(value, ast.Load()), node.target))
        whole = ast.Try([ast.copy_location(bind, node.target)], [], [], self.temporaries.deleted(node.target))
        node.body.insert(0, ast.copy_location(whole, node.target))
        node.target = ast.copy_location(ast.Name(value, ast.Store()), node.target)

    def _needs_statement(self, target: ast.AST) -> bool:
        if isinstance(target, ast.Subscript):
            return not quiet(target.slice)
        return isinstance(target, ast.Name) and self._shared(target.id)

    def _with(self, node: With) -> With:
        self._with_target(node)
        node.items = [self.visit(item) for item in node.items]
        for item in node.items:
            item.context_expr = self._call("managed", item.context_expr, at=item.context_expr)
        node.body = [*self.temporaries.deleted(node), *self._block(node.body)]
        return node

    def _with_target(self, node: With) -> None:
        """Bind a shared name in the statement's body, where a point is possible; items after it get a statement."""
        for number, item in enumerate(node.items):
            target = item.optional_vars
            if target is None or not any(isinstance(one, ast.Name) and self._stores(one) for one in walk(target)):
                continue
            if number < len(node.items) - 1:
                inner = type(node)(node.items[number + 1 :], node.body)
                node.items, node.body = node.items[: number + 1], [ast.copy_location(inner, node)]
            value = self.temporaries.name(self.scope.kind)
            bind = ast.Assign([target], ast.copy_location(ast.Name(value, ast.Load()), target))
            whole = ast.Try([ast.copy_location(bind, target)], [], [], self.temporaries.deleted(target))
            node.body.insert(0, ast.copy_location(whole, target))
            item.optional_vars = ast.copy_location(ast.Name(value, ast.Store()), target)
            return

    def _stores(self, name: ast.Name) -> bool:
        return isinstance(name.ctx, ast.Store) and self._shared(name.id)

    visit_With = visit_AsyncWith = _with

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> ast.ExceptHandler:
        if node.type is not None:
            node.type = self.visit(node.type)
            if node.name is not None and self._shared(node.name):  # the interpreter binds it when the type matches
                node.type = self._call("store", self._variable(node.name, node), node.type, at=node.type)
        node.body = self._block(node.body)
        if node.name is not None and self._shared(node.name):
            name = self._variable(node.name, node)
            bound = ast.copy_location(ast.Expr(self._call("bound", name, at=node)), node)
            node.body = [bound, ast.copy_location(ast.Try(node.body, [], [], self._unbound(node.name, name)), node)]
        return node

    def _unbound(self, name: str, text: ast.expr) -> list[ast.stmt]:
        """Bind a handler's name to None and delete it, in two steps, as the interpreter does at the handler's end."""
        none = ast.Assign([ast.Name(name, ast.Store())], self._call("store", text, ast.Constant(None), at=text))
        point = ast.Expr(self._call("store", text, at=text))
        made = (none, point, ast.Delete([ast.Name(name, ast.Del())]))
        return [ast.fix_missing_locations(ast.copy_location(one, text)) for one in made]

    def visit_Match(self, node: ast.Match) -> list[ast.stmt]:
        # the subject gets a name, because the pattern after a guard that was false reads it again
        name = self.temporaries.name(self.scope.kind)
        bind = ast.Assign([ast.copy_location(ast.Name(name, ast.Store()), node)], self.visit(node.subject))
        subject: ast.expr = ast.copy_location(ast.Name(name, ast.Load()), node.subject)
        for one in dict.fromkeys(one for case in node.cases for one in captured(case.pattern)):
            if self._shared(one):  # the interpreter binds it while it matches, in the step that reads the subject
                subject = self._call("store", self._variable(one, node), subject, at=node)
        several = any(sum(map(self._shared, set(captured(case.pattern)))) > 1 for case in node.cases)
        flags = [ast.copy_location(ast.Constant(True), node)] if several else []
        node.subject = self._call("subject", subject, *flags, at=node)
        held = self.temporaries.suspend()
        for case in node.cases:
            self._case(case, name, last=case is node.cases[-1])
        self.temporaries.resume(held)
        return self.temporaries.around(ast.copy_location(bind, node), node, at=node)

    def _case(self, case: ast.match_case, subject: str, *, last: bool) -> None:
        if case.guard is not None:
            case.guard = self._test(case.guard)
        if case.guard is not None and not last:
            again = ast.copy_location(ast.Name(subject, ast.Load()), case.guard)
            # asks for the truth of the guard once, as the interpreter does
            truth = ast.IfExp(case.guard, ast.Constant(True), ast.Constant(False))
            case.guard = self._call("guarded", ast.copy_location(truth, case.guard), again, at=case.guard)
        at = case.pattern
        bound: list[ast.stmt] = [
            ast.copy_location(ast.Expr(self._call("bound", self._variable(name, at), at=at)), at)
            for name in captured(case.pattern)
            if self._shared(name)
        ]
        case.body = [*bound, *self._block(case.body)]

    # -- scopes --------------------------------------------------------------------------------------

    def _decorators(self, node: ast.FunctionDef | ast.ClassDef) -> None:
        node.decorator_list = [self._call("call", self.visit(one), at=one) for one in node.decorator_list]
        if self._shared(node.name):  # called last, right before the name is bound
            node.decorator_list.insert(0, self._call("storing", self._variable(node.name, node), at=node))

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.stmt | list[ast.stmt]:
        self._decorators(node)
        self._defaults(node.args)
        self._annotations(node)
        outer, self.scope = self.scope, self.scopes.of[node]
        generator = is_generator(node)
        node.body = self._block(node.body)
        at, documented = node.body[0], ast.get_docstring(node, clean=False) is not None
        if self.scope.variables:
            made = ast.Assign([ast.Name(self.scope.variables, ast.Store())], self._call("variables", at=at))
            node.body.insert(documented, ast.fix_missing_locations(ast.copy_location(made, at)))
        if generator:
            node.body.insert(documented, ast.copy_location(ast.Expr(self._call("resumed", at=at)), at))
        if generator:
            self._closed(node)
        self.scope = outer
        if generator or isinstance(node, ast.AsyncFunctionDef) or not is_hook(node.name):
            return node
        self._hook(node)
        return [ast.copy_location(ast.Expr(self._call("hooks", at=node)), node), node]

    def _closed(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        """Let each ``finally`` of a generator announce if it runs because the generator is given up."""
        for one in (one for statement in node.body for one in own_statements(statement)):
            if isinstance(one, ast.Try) and one.finalbody:
                at = one.finalbody[0]
                given_up = ast.copy_location(ast.Expr(self._call("given_up", at=at)), at)
                one.finalbody.insert(0, ast.fix_missing_locations(given_up))

    def _hook(self, node: ast.FunctionDef) -> None:
        """Let a special method announce at its end the operation of C that called it, which continues then."""
        at, documented = node.body[-1], ast.get_docstring(node, clean=False) is not None
        saved = f"_kata_t{node.name}"
        begin = ast.Assign([ast.Name(saved, ast.Store())], self._call("entered", at=at))
        end = ast.Expr(self._call("left", ast.Name(saved, ast.Load()), at=at))
        body = ast.Try(node.body[documented:] or [ast.Pass()], [], [], [ast.copy_location(end, at)])
        node.body[documented:] = [ast.copy_location(begin, at), ast.copy_location(body, at)]
        for one in node.body[documented:]:
            ast.fix_missing_locations(one)

    visit_AsyncFunctionDef = visit_FunctionDef  # type: ignore[assignment]  # the same fields

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.stmt:
        self._decorators(node)
        node.bases = [self.visit(one) for one in node.bases]
        for word in node.keywords:
            word.value = self.visit(word.value)
        outer, self.scope = self.scope, self.scopes.of[node]
        self.classes.append(node)
        node.body = self._block(node.body)
        if node.bases or node.keywords:
            self._find_runtime_among_globals(node)
        self.classes.pop()
        self.scope = outer
        return node

    def _find_runtime_among_globals(self, node: ast.ClassDef) -> None:
        """Keep the names of the runtime out of a namespace that a metaclass makes, which may answer any name."""
        documented = ast.get_docstring(node, clean=False) is not None
        node.body.insert(documented, ast.copy_location(ast.Global(sorted(self.runtime_names)), node.body[0]))

    # patterns, type parameters, type aliases and annotations are not rewritten

    def visit_TypeAlias(self, node: ast.stmt) -> ast.stmt:
        return node
