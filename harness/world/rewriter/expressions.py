"""The rewriting of expressions: a scheduling point before each read or write of shared state.

A point is a call into the runtime (``runtime.py``), placed where the interpreter itself would perform the access.
"""

from __future__ import annotations

import ast
import sys
from typing import TypeVar

from ...common.syntax_trees import walk
from .changing_attributes import ChangingAttributes
from .scopes import Scope, Scopes
from .syntax import (
    BINARY,
    COMPARISONS,
    CONTAINER_METHODS,
    PRIVATE,
    RAISING,
    acts,
    as_value,
    dot,
    equals_no_container,
    fields,
    gives_tuples,
    is_fresh,
    is_number,
    is_special,
    keeps_annotations,
    modules,
    quiet,
)
from .temporaries import Temporaries, is_temporary

IDENTITY = ast.Is | ast.IsNot
Comp = TypeVar("Comp", ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


class ExpressionRewriter(ast.NodeTransformer):
    """Rewrites the expressions of one module in place.

    Args:
        tree: the module.
        changing: the attributes that may change after ``__init__``.
        shares_globals: the global names belong to other code, too.
    """

    def __init__(self, tree: ast.Module, changing: ChangingAttributes, shares_globals: bool = False) -> None:
        self.scopes = Scopes(tree, changing, shares_globals)
        self.scope: Scope = self.scopes.module
        self.changing = changing
        self.keeps_annotations = keeps_annotations(tree)
        self.fields = fields(tree)
        self.modules = modules(tree)
        self.classes: list[ast.ClassDef] = []
        self.loops = 0
        self.temporaries = Temporaries()
        self.runtime_names = {"_kata_slice"}
        """The names of the runtime's functions that are called so far."""

    # -- building blocks -----------------------------------------------------------------------

    def _call(self, name: str, *args: ast.expr, at: ast.AST) -> ast.Call:
        self.runtime_names.add("_kata_" + name)
        function = ast.copy_location(ast.Name("_kata_" + name, ast.Load()), at)
        return ast.copy_location(ast.Call(function, list(args), []), at)

    def _text(self, text: str, at: ast.AST) -> ast.Constant:
        return ast.copy_location(ast.Constant(text), at)

    def _variable(self, name: str, at: ast.AST) -> ast.expr:
        """Return an expression for the variable that a name refers to: its name, or for that of a call its own one.

        Each call of a function has variables of its own, and the functions in it refer to those of their call.
        """
        owner = self.scopes.variables_of(self.scope, name)
        text = self._text(name, at)
        if owner is None:
            return text
        variables = ast.copy_location(ast.Name(owner, ast.Load()), at)
        return ast.copy_location(ast.Subscript(variables, text, ast.Load()), at)

    def _mangled(self, name: str) -> str:
        if self.classes and name.startswith("__") and not name.endswith("__"):
            owner = self.classes[-1].name.lstrip("_")
            return f"_{owner}{name}" if owner else name
        return name

    def _changes(self, attribute: str) -> bool:
        return attribute in self.changing or attribute in RAISING

    def _shared(self, name: str) -> bool:
        return not is_temporary(name) and self.scopes.shared(self.scope, name)

    def _contents_read(self, node: ast.expr, how: str = "see") -> ast.expr:
        """Return a rewritten expression, wrapped because the code around it reads the contents of its value."""
        return node if is_fresh(node) else self._call(how, node, at=node)

    def _test(self, node: ast.expr) -> ast.expr:
        """Return a rewritten condition; each part of it is tested as often as before."""
        if isinstance(node, ast.IfExp):
            node.test, node.body, node.orelse = self._test(node.test), self._test(node.body), self._test(node.orelse)
            return node
        if isinstance(node, ast.BoolOp):
            return self.visit(node)  # type: ignore[no-any-return]  # its parts are conditions themselves
        return self._contents_read(self.visit(node))

    # -- names -----------------------------------------------------------------------------------

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if not isinstance(node.ctx, ast.Load) or not self._shared(node.id):
            return node
        point = self._call("load", self._variable(node.id, node), at=node)
        pair = ast.copy_location(ast.Tuple([point, node], ast.Load()), node)
        return ast.copy_location(ast.Subscript(pair, ast.copy_location(ast.Constant(1), node), ast.Load()), node)

    def _stored(self, targets: list[ast.expr], value: ast.expr) -> ast.expr:
        """Return the value with a point after it for each shared name among the targets."""
        for target in targets:
            for one in walk(target):
                if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store) and self._shared(one.id):
                    # an unpacked name gets a part of the value, and a recorder must not take the whole for it
                    how = "assign" if one is target else "store"
                    value = self._call(how, self._variable(one.id, value), value, at=value)
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
            return self._field_read(node, name)
        node.value = self._call("special" if is_special(node.attr) else "own", node.value, name, at=node.value)
        return node

    def _field_read(self, node: ast.Attribute, name: ast.expr) -> ast.expr:
        of_module = isinstance(node.value, ast.Name) and node.value.id in self.modules
        if node.attr not in self.fields and not of_module:
            return self._call("stateful", node.value, name, self._plain(node), at=dot(node))
        return self._call("get", node.value, name, at=dot(node)) if self._changes(node.attr) else node

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
        if isinstance(function, ast.Attribute):
            node.func = self._call("call", self._called_attribute(function), at=dot(function))
            ast.copy_location(node, dot(function, node))  # the interpreter reports the call on the line of its name
        elif not (isinstance(function, ast.Name) and self.scopes.is_function(self.scope, function.id)):
            node.func = self._call("call", self.visit(function), at=function)
        else:
            node.func = self.visit(function)  # bound once, by ``def``: the function is rewritten code
        node.args = [self.visit(argument) for argument in node.args]
        for word in node.keywords:
            word.value = self.visit(word.value)
            if word.arg is None:
                word.value = self._contents_read(word.value)
        return node

    def _called_attribute(self, function: ast.Attribute) -> ast.expr:
        """Return the expression that finds the method; only a name that changes needs a point."""
        value, name = self.visit(function.value), self._text(self._mangled(function.attr), function)
        if function.attr in PRIVATE and not self._own_field(function):
            return self._call("private", value, name, at=dot(function))
        function.value = value
        return self._call("get", value, name, at=dot(function)) if self._changes(function.attr) else function

    def visit_Starred(self, node: ast.Starred) -> ast.expr:
        node.value = self.visit(node.value)
        if isinstance(node.ctx, ast.Load):
            node.value = self._contents_read(node.value, "unpack")
        return node

    def visit_Set(self, node: ast.Set) -> ast.expr:
        for number, one in enumerate(node.elts):
            if isinstance(one, ast.Starred):
                one.value = self._contents_read(self.visit(one.value), "hashed")
            else:
                node.elts[number] = self.visit(one)
        return node

    def visit_Yield(self, node: ast.Yield) -> ast.expr:
        if node.value is not None:
            node.value = self.visit(node.value)
        return self._call("resumed", node, at=node)

    def visit_YieldFrom(self, node: ast.YieldFrom) -> ast.expr:
        node.value = self._contents_read(self.visit(node.value), "delegate")
        return node

    def visit_Dict(self, node: ast.Dict) -> ast.expr:
        for index, (key, value) in enumerate(zip(node.keys, node.values, strict=True)):
            if key is not None:
                node.keys[index] = self.visit(key)
                node.values[index] = self.visit(value)
            else:  # {**value}
                node.values[index] = self._contents_read(self.visit(value))
        return node

    def visit_FormattedValue(self, node: ast.FormattedValue) -> ast.expr:
        value = self.visit(node.value)  # what a display holds is shown, too, so it counts although it is new itself
        node.value = value if isinstance(value, ast.Constant) else self._call("shown", value, at=value)
        if node.format_spec is not None:
            node.format_spec = self.visit(node.format_spec)
        return node

    visit_Interpolation = visit_FormattedValue  # of a template string, from 3.14 on

    # -- arithmetic, truth and membership ------------------------------------------------------------------------

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        left, rights = self.visit(node.left), [self.visit(one) for one in node.comparators]
        how = node.ops[0]
        if all(isinstance(one, IDENTITY) for one in node.ops):
            node.left, node.comparators = left, rights
        elif len(rights) > 1:
            node.left = self._contents_read(left, "chained")
            node.comparators = [self._contents_read(one, "chained") for one in rights]
        elif isinstance(how, ast.In | ast.NotIn) or not any(map(equals_no_container, (left, rights[0]))):
            return self._call(COMPARISONS[type(how)], left, rights[0], at=node)
        elif not equals_no_container(left):  # so what is compared with the constant is not looked into
            node.left, node.comparators = self._contents_read(left, "known"), rights
        else:
            node.left, node.comparators = left, [self._contents_read(rights[0], "known")]
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        node.left, node.right = self.visit(node.left), self.visit(node.right)
        if is_number(node.left) and is_number(node.right):
            return node
        return self._call(BINARY[type(node.op)], node.left, node.right, at=node)

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.expr:
        node.values = [self._test(value) for value in node.values]
        return node

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.expr:
        node.operand = self._contents_read(self.visit(node.operand), "see" if isinstance(node.op, ast.Not) else "known")
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

    def _iterated(self, source: ast.expr, target: ast.expr, is_async: bool = False) -> ast.expr:
        """Return what a loop iterates over, with each step announced."""
        how = self._loop_over(source)
        source = self.visit(source)
        if is_async:
            return source
        if isinstance(target, ast.Tuple | ast.List) and not gives_tuples(source):
            nested = any(isinstance(one, ast.Tuple | ast.List | ast.Starred) for one in target.elts)
            return self._call("pairs", source, ast.copy_location(ast.Constant(nested), source), at=source)
        return self._contents_read(source, how)

    def _loop_over(self, source: ast.expr) -> str:
        """Return the name of the runtime's function that begins a loop over an expression's value."""
        if not isinstance(source, ast.Name):
            return "loop"
        if self.scopes.is_parameter(self.scope, source.id):
            return "loop_argument"
        return "loop_local" if self.scopes.is_private(self.scope, source.id) else "loop"

    def _comprehension(self, node: Comp) -> Comp:
        first = node.generators[0]
        first.iter = self._iterated(first.iter, first.target, bool(first.is_async))
        if isinstance(node, ast.GeneratorExp) and not first.is_async:
            first.iter = self._call("ending", first.iter, at=first.iter)
        outer, self.scope = self.scope, self.scopes.of[node]
        for number, part in enumerate(node.generators):
            if number:
                part.iter = self._iterated(part.iter, part.target, bool(part.is_async))
            part.target = self.visit(part.target)
            part.ifs = [self._test(condition) for condition in part.ifs]
            tick: ast.expr = self._tick(node)
            part.ifs.insert(0, self._call("resumed", tick, at=node) if isinstance(node, ast.GeneratorExp) else tick)
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

    def _annotation(self, node: ast.expr) -> ast.expr:
        """Return an annotation, rewritten if a function evaluates it, or if it does more than read names."""
        lazy = sys.version_info >= (3, 14) or self.keeps_annotations
        return node if lazy or (self.scope.kind == "module" and not acts(node)) else self.visit(node)

    def _annotations(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        args = node.args
        for one in (*args.posonlyargs, *args.args, *args.kwonlyargs, args.vararg, args.kwarg):
            if one is not None and one.annotation is not None:
                one.annotation = self._annotation(one.annotation)
        if node.returns is not None:
            node.returns = self._annotation(node.returns)

    def _defaults(self, args: ast.arguments) -> None:
        args.defaults = [self.visit(one) for one in args.defaults]
        args.kw_defaults = [one and self.visit(one) for one in args.kw_defaults]
