"""Scope analysis: which names and attributes of a module can change while several threads use them.

A name is shared when a function inside its owner refers to it and it is bound more than once (a binding in a loop, or
by ``global`` in a function, counts as more than one) or bound after that function is created. A global or closure
variable that never changes gives the same result at any time, so reading it needs no scheduling point. The same is
true of an attribute that only ``__init__`` sets, through ``self``.
"""

from __future__ import annotations

import ast
import builtins
from dataclasses import dataclass, field

from ...common.syntax_trees import walk
from .changing_attributes import NO_ATTRIBUTES, ChangingAttributes
from .local_numbers import numbers_only
from .syntax import own_statements
from .variables import PREFIX

Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp

ENTERED = frozenset({"__getitem__", "__init__"})
"""Methods whose parameters the caller may refer to, or not, until the call ends.

From CPython 3.13 on, that depends on how often the call has been executed: a specialised call of a class moves its
arguments into ``__init__``, and a specialised subscription enters ``__getitem__`` in the same way.
"""
NAMESPACES = frozenset({"globals", "exec", "eval", "vars", "locals"})
"""Built-in functions through which a program can change its global names."""


@dataclass(eq=False)
class Scope:
    """A namespace: that of the module, a class, a function or a comprehension.

    Attributes:
        kind: "module", "class", "function" or "comprehension".
        parent: the enclosing scope.
        bindings: number of bindings of each name that the scope owns.
        outside: names declared here as ``global`` or ``nonlocal``.
        users: of each name that the scope owns, the scopes that refer to it.
        since: of each name that the scope owns, the position of its first binding, counted in names.
        early: names owned by this function to which an inner scope refers before their first binding.
        functions: names bound by function definitions without decorators.
        numbers: local variables of this function that are bound to numbers only.
        parameters: of this function, if it is one of ``ENTERED``.
        variables: the name under which each call of this function keeps its shared variables apart; "" if it has none.
        named: it is a function with statements, and no lambda.
    """

    kind: str
    parent: Scope | None
    bindings: dict[str, int] = field(default_factory=dict)
    outside: dict[str, str] = field(default_factory=dict)
    users: dict[str, set[Scope]] = field(default_factory=dict)
    since: dict[str, int] = field(default_factory=dict)
    early: set[str] = field(default_factory=set)
    functions: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    parameters: set[str] = field(default_factory=set)
    variables: str = ""
    named: bool = False

    def owner(self, name: str) -> Scope | None:
        """Return the scope that owns the variable a name refers to here; None for a builtin."""
        how = self.outside.get(name)
        if how == "global":
            return self.module()
        scope = self if how is None else self.parent
        first = True
        while scope is not None:
            visible = scope.kind != "class" or (first and scope is self)
            if visible and name in scope.bindings and name not in scope.outside:
                return scope
            first = False
            scope = scope.parent
        return None

    def module(self) -> Scope:
        """Return the outermost scope."""
        scope = self
        while scope.parent is not None:
            scope = scope.parent
        return scope

    def function(self) -> Scope:
        """Return the scope itself; for a comprehension, the function, class or module around it."""
        scope = self
        while scope.kind == "comprehension" and scope.parent is not None:
            scope = scope.parent
        return scope


class Scopes(ast.NodeVisitor):
    """The scopes of one module, collected in one pass.

    Args:
        tree: the module.
        changing: attributes that change somewhere; a module's globals are attributes, too.
        shares_globals: other code may change any global name.
    """

    def __init__(
        self, tree: ast.Module, changing: ChangingAttributes = NO_ATTRIBUTES, shares_globals: bool = False
    ) -> None:
        self._changing = changing
        self._shares_globals = shares_globals or any(
            isinstance(node, ast.Name) and node.id in NAMESPACES for node in walk(tree)
        )
        self.of: dict[ast.AST, Scope] = {}
        self.module = Scope("module", None)
        self.of[tree] = self.module
        self._scope = self.module
        self._loops = self._number = 0
        self._uses: list[tuple[Scope, str]] = []
        self._definitions: set[str] = set()
        self._binds: list[tuple[Scope, str, int, int]] = []
        for statement in tree.body if isinstance(tree.body, list) else [tree.body]:  # of eval(): one expression
            self.visit(statement)
        for scope, name, times, where in self._binds:
            owner = scope.owner(name) or scope.module()
            owner.bindings[name] = owner.bindings.get(name, 0) + times
            owner.since.setdefault(name, where)
        for where, (scope, name) in enumerate(self._uses):
            used = scope.owner(name)
            if used is not None:
                used.users.setdefault(name, set()).add(scope.function())
                if used.kind == "function" and where < used.since.get(name, 0):
                    used.early.add(name)

    def shared(self, scope: Scope, name: str) -> bool:
        """True when another thread can change the variable that a name refers to in a scope."""
        owner = scope.owner(name)
        if owner is None or owner is self.module:
            if self._changing.shows(name):
                return True
            elsewhere = self._shares_globals or self._changing.globals
            if elsewhere and not hasattr(builtins, name) and not self._defined(name):
                return True
        if owner is None or owner.kind == "class":
            return False
        if owner.bindings[name] < 2 and name not in owner.early:
            return False
        return any(user is not owner.function() for user in owner.users.get(name, ()))

    def variables_of(self, scope: Scope, name: str) -> str | None:
        """Return the name under which the owner of a shared variable keeps it; None if there is one variable for all.

        A lambda and a comprehension have no statement that could make such a name.
        """
        owner = scope.owner(name)
        if owner is None or not owner.named:
            return None
        if not owner.variables:
            self._number += 1
            owner.variables = f"{PREFIX}{self._number}"
        return owner.variables

    def _defined(self, name: str) -> bool:
        """True for a global name that is bound once, by ``def``, ``class`` or ``import``."""
        return self.module.bindings.get(name) == 1 and name in self._definitions

    def is_function(self, scope: Scope, name: str) -> bool:
        """True when a name is bound once, by a function definition without decorators."""
        owner = scope.owner(name)
        return owner is not None and owner.bindings.get(name) == 1 and name in owner.functions

    def is_private(self, scope: Scope, name: str) -> bool:
        """True for a local variable of a function that no other function refers to, whose references can be counted."""
        owner = scope.owner(name)
        if owner is None or owner.kind != "function" or name in owner.parameters:
            return False
        return all(user is owner for user in owner.users.get(name, ())) and scope.function() is owner

    def is_parameter(self, scope: Scope, name: str) -> bool:
        """True for a parameter of a function that the interpreter calls in two ways (see ``ENTERED``)."""
        owner = scope.owner(name)
        return owner is not None and name in owner.parameters

    def is_number(self, scope: Scope, name: str) -> bool:
        """True when every binding of a local variable gives it a number."""
        owner = scope.owner(name)
        return owner is not None and owner.kind == "function" and name in owner.numbers

    def _bind(self, name: str, *, made: bool = False) -> None:
        """Note a binding in the current scope.

        Args:
            name: the name.
            made: bound by ``def``, ``class`` or ``import``; such a name counts as bound from the start.
        """
        scope = self._scope
        if name not in scope.outside:
            scope.bindings.setdefault(name, 0)
        if made and scope is self.module:
            self._definitions.add(name)
        again = self._loops or scope.outside.get(name) == "global"
        self._binds.append((scope, name, 2 if again else 1, 0 if made else len(self._uses)))
        self._uses.append((scope, name))

    def _inside(self, node: ast.AST, kind: str) -> Scope:
        scope = self.of[node] = Scope(kind, self._scope)
        return scope

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Load):
            self._uses.append((self._scope, node.id))
        else:
            self._bind(node.id)

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        self.visit(node.value)
        here = self._scope
        self._scope = here.function()
        self._bind(node.target.id)
        self._scope = here

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        self.generic_visit(node)
        if isinstance(node.target, ast.Name):
            self._bind(node.target.id)

    def visit_Global(self, node: ast.Global) -> None:
        self._scope.outside.update(dict.fromkeys(node.names, "global"))
        for name in node.names:
            self.module.bindings.setdefault(name, 0)

    def visit_Nonlocal(self, node: ast.Nonlocal) -> None:
        self._scope.outside.update(dict.fromkeys(node.names, "nonlocal"))

    def visit_Import(self, node: ast.Import | ast.ImportFrom) -> None:
        for alias in node.names:
            self._bind((alias.asname or alias.name).split(".")[0], made=True)

    visit_ImportFrom = visit_Import

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        if node.name:
            self._bind(node.name)
            self._bind(node.name)  # Python deletes the name when the handler ends
        self.generic_visit(node)

    def visit_MatchAs(self, node: ast.MatchAs | ast.MatchStar) -> None:
        self.generic_visit(node)
        if node.name is not None:
            self._bind(node.name)

    visit_MatchStar = visit_MatchAs

    def visit_MatchMapping(self, node: ast.MatchMapping) -> None:
        self.generic_visit(node)
        if node.rest is not None:
            self._bind(node.rest)

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self._bind(node.name, made=True)
        if not node.decorator_list and isinstance(node, ast.FunctionDef):
            self._scope.functions.add(node.name)
        for outer in [*node.decorator_list, *node.args.defaults, *node.args.kw_defaults]:
            if outer is not None:
                self.visit(outer)
        self._function(node, node.args, node.body)

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Lambda(self, node: ast.Lambda) -> None:
        for outer in [*node.args.defaults, *node.args.kw_defaults]:
            if outer is not None:
                self.visit(outer)
        self._function(node, node.args, [node.body])

    def _function(self, node: Function, args: ast.arguments, body: list[ast.stmt] | list[ast.expr]) -> None:
        here, loops = self._scope, self._loops
        self._scope, self._loops = self._inside(node, "function"), 0
        # a nested function may precede the `nonlocal` statement, so declarations are collected first
        for part in body:
            for inner in own_statements(part):
                if isinstance(inner, ast.Global | ast.Nonlocal):
                    self.visit(inner)
        every = [*args.posonlyargs, *args.args, *args.kwonlyargs, args.vararg, args.kwarg]
        for argument in every:
            if argument is not None:
                self._bind(argument.arg)
                if getattr(node, "name", "") in ENTERED:
                    self._scope.parameters.add(argument.arg)
        for part in body:
            self.visit(part)
        self._scope.numbers = numbers_only(args, body)
        self._scope.named = not isinstance(node, ast.Lambda)
        self._scope, self._loops = here, loops

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._bind(node.name, made=True)
        for outer in [*node.decorator_list, *node.bases, *(word.value for word in node.keywords)]:
            self.visit(outer)
        here, loops = self._scope, self._loops
        self._scope, self._loops = self._inside(node, "class"), 0
        for part in node.body:
            self.visit(part)
        self._scope, self._loops = here, loops

    def _loop(self, node: ast.For | ast.AsyncFor | ast.While) -> None:
        self._loops += 1
        self.generic_visit(node)
        self._loops -= 1

    visit_For = visit_AsyncFor = visit_While = _loop

    def _comprehension(self, node: Comprehension) -> None:
        self.visit(node.generators[0].iter)
        here = self._scope
        self._scope = self._inside(node, "comprehension")
        self._loops += 1
        for number, part in enumerate(node.generators):
            self.visit(part.target)
            if number:
                self.visit(part.iter)
            for condition in part.ifs:
                self.visit(condition)
        for value in [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]:
            if value is not None:
                self.visit(value)
        self._loops -= 1
        self._scope = here

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = _comprehension
