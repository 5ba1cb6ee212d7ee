"""The attributes that may change after an object has been constructed, as far as the text of a program's files tells.

An attribute that only ``__init__`` sets, through ``self``, before any other thread can know the object, has the same
value at any time, so reading it needs no scheduling point. A module's global names are its attributes. The world checks
while the program runs that ``__init__`` does set it only once (``runtime.own_field``).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ...common.syntax_trees import walk

CACHED = 256
"""Files of which the attributes that change are cached."""
WRITERS = frozenset({"__setattr__", "__delattr__", "__set__", "__delete__"})
"""Methods of C that set or delete attributes whose names the text of a program does not show."""
REFLECTION = frozenset({"setattr", "delattr", "vars", "exec", "eval", "__dict__", "update_wrapper", *WRITERS})
"""Names by which a program may do so."""
NAMESPACES = frozenset("vars exec eval __dict__ __globals__ f_globals get_referents get_referrers get_objects".split())
"""Names by which a program may reach the global variables of a module without an assignment that the world sees."""
CONSTRUCTORS = ("__init__", "__post_init__")
STARTED_LATER = frozenset({"Thread", "Timer"})
"""Classes that keep what they are constructed with to themselves until ``start`` is called."""
MANGLED = re.compile(r"_+[^_]\w*?(__\w+)")


@dataclass(frozen=True)
class ChangingAttributes:
    """The names of the attributes that may change after ``__init__``, in files that share objects.

    Attributes:
        names: those that the text of the files shows.
        others: any other attribute of an object may change, too.
        globals: so may any global variable of a module, except one that is bound by ``def``, ``class`` or ``import``.
    """

    names: frozenset[str] = frozenset()
    others: bool = False
    globals: bool = False

    def __contains__(self, name: str) -> bool:
        return self.others or self.shows(name)

    def shows(self, name: str) -> bool:
        """True if the text of a file shows that the attribute changes."""
        return name in self.names or ("__" in name and _unmangled(name) in self.names)


NO_ATTRIBUTES = ChangingAttributes()
ANY_ATTRIBUTE = ChangingAttributes(others=True)


@dataclass
class _File:
    """The assignments to attributes in one file.

    Attributes:
        changing: names that are set elsewhere than in a constructor, or there more than once.
        quiet: names that a constructor sets once, of classes without bases.
        inherited: the same of classes with bases, which may set what a constructor of the base has set.
        after_base: names that are set after the constructor of a base has been called.
        leaks: a constructor lets other threads know the object before it has set all attributes.
        others: attributes may be set by other means, so that any may change.
        globals: so may global variables.
    """

    changing: set[str] = field(default_factory=set)
    quiet: list[str] = field(default_factory=list)
    inherited: list[str] = field(default_factory=list)
    after_base: set[str] = field(default_factory=set)
    leaks: bool = False
    others: bool = False
    globals: bool = False


def attributes_that_change(*trees: ast.Module) -> ChangingAttributes:
    """Return the attributes that may change after ``__init__`` in modules that share objects."""
    files = [_file(tree) for tree in trees]
    names = set().union(*(one.changing for one in files))
    every = [name for one in files for name in (*one.quiet, *one.inherited)]
    names.update(name for one in files for name in one.inherited if every.count(name) > 1)
    if any(one.leaks for one in files):
        names.update(*(one.after_base for one in files))
    others, anywhere = any(one.others for one in files), any(one.globals for one in files)
    return ChangingAttributes(frozenset(map(_unmangled, names)), others, anywhere)


def _unmangled(name: str) -> str:
    """Return a private name as it is written in its class (language reference, 6.2.1, "Private name mangling")."""
    found = MANGLED.fullmatch(name)
    return name if found is None or name.endswith("__") else found[1]


@lru_cache(maxsize=CACHED)
def _file(tree: ast.Module) -> _File:
    found = _File()
    quiet: set[int] = set()
    for one in walk(tree):
        if isinstance(one, ast.ClassDef):
            for part in one.body:
                if isinstance(part, ast.FunctionDef) and part.name in CONSTRUCTORS:
                    constructor = _Constructor(one, part)
                    quiet |= constructor.quiet.keys()
                    found.changing |= constructor.twice
                    found.after_base |= constructor.after_base
                    found.leaks |= constructor.leaks
                    (found.inherited if one.bases else found.quiet).extend(set(constructor.quiet.values()))
    bases = _base_constructors(tree)
    for node in walk(tree):
        found.others = found.others or _sets_any(node, bases)
        found.globals = found.globals or not NAMESPACES.isdisjoint(_names(node))
        if isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load) and id(node) not in quiet:
            found.changing.add(node.attr)
        elif isinstance(node, ast.Global):
            found.changing.update(node.names)
    return found


def _names(node: ast.AST) -> tuple[str, ...]:
    match node:
        case ast.Name(id=name) | ast.alias(name=name) | ast.Attribute(attr=name):
            return (name,)
    return ()


def _sets_any(node: ast.AST, bases: set[int]) -> bool:
    """True when a node may set an attribute whose name the text does not show, or run a constructor again."""
    match node:
        case ast.Name(id=name) | ast.Constant(value=str(name)) if name in CONSTRUCTORS:
            return True
        case ast.Constant(value=str(name)) if name in WRITERS:  # of ``operator.methodcaller``
            return True
        case ast.Attribute(attr=name) if name in CONSTRUCTORS:
            return id(node) not in bases
    return not REFLECTION.isdisjoint(_names(node))


def _base_constructors(tree: ast.Module) -> set[int]:
    """Return the ids of the attributes in a constructor that construct a base, such as ``super().__init__``."""
    found: set[int] = set()
    for init in walk(tree):
        if isinstance(init, ast.FunctionDef) and init.name in CONSTRUCTORS and init.args.args:
            me = init.args.args[0].arg
            for node in walk(init):
                if isinstance(node, ast.Call) and _constructs_base(node, me):
                    found.add(id(node.func))
    return found


def _constructs_base(call: ast.Call, me: str) -> bool:
    """True for a call such as ``super().__init__()`` or ``Base.__init__(self)``."""
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in CONSTRUCTORS:
        return False
    owner = call.func.value
    if isinstance(owner, ast.Call) and isinstance(owner.func, ast.Name) and owner.func.id == "super":
        return True
    return bool(call.args) and isinstance(call.args[0], ast.Name) and call.args[0].id == me


class _Constructor:
    """The attributes that a constructor sets, statement by statement.

    Attributes:
        quiet: the names of the plain assignments to attributes of the first argument, outside loops and before
            another thread can know the object, by the identity of their nodes.
        twice: names that are set by two statements one after the other.
        after_base: names in ``quiet`` that are set after a base has been constructed.
        leaks: the object may be known to another thread before the constructor ends.
    """

    def __init__(self, owner: ast.ClassDef, init: ast.FunctionDef) -> None:
        self.quiet: dict[int, str] = {}
        self.twice: set[str] = set()
        self.after_base: set[str] = set()
        self.leaks = False
        self._based = False
        self._values = {
            target.id
            for part in owner.body
            if isinstance(part, ast.Assign) and not isinstance(part.value, ast.Lambda | ast.Name)
            for target in part.targets
            if isinstance(target, ast.Name)
        }
        if not init.args.args:
            return
        self._me = init.args.args[0].arg
        if not any(_binds(one, self._me) for one in walk(init)):
            self._block(init.body)

    def _block(self, body: Sequence[ast.stmt]) -> set[str]:
        """Go through the statements of a block; return the names that it sets."""
        every: set[str] = set()
        for statement in body:
            here = self._statement(statement)
            self.twice |= every & here
            every |= here
        return every

    def _statement(self, node: ast.stmt) -> set[str]:
        match node:
            case ast.Assign(targets=targets, value=value):
                return self._assignment(targets, value)
            case ast.AnnAssign(target=target, value=value):
                return self._assignment([target] if value is not None else [], value)
            case ast.If(test=test):
                self._look(test)
                return self._block(node.body) | self._block(node.orelse)
            case ast.With():
                for item in node.items:
                    self._look(item)
                return self._block(node.body)
            case ast.Try():
                names = self._block([*node.body, *node.orelse])
                for handler in node.handlers:
                    names |= self._block(handler.body)
                final = self._block(node.finalbody)
                self.twice |= names & final
                return names | final
        self._look(node)
        return set()

    def _assignment(self, targets: list[ast.expr], value: ast.expr | None) -> set[str]:
        if value is not None:
            self._look(value)
        names: set[str] = set()
        for target in targets:
            for one in target.elts if isinstance(target, ast.Tuple) else [target]:
                if isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name) and one.value.id == self._me:
                    if not self.leaks:
                        self.quiet[id(one)] = one.attr
                        self.after_base |= {one.attr} if self._based else set()
                    names.add(one.attr)
                else:
                    self._look(one)
        return names

    def _look(self, node: ast.AST) -> None:
        """Note whether an expression lets another thread know the object."""
        self.leaks = self.leaks or any(self._lets_out(node))

    def _lets_out(self, node: ast.AST, kept: bool = False) -> Iterator[bool]:
        """Yield whether each part of an expression lets another thread know the object.

        Args:
            node: the expression.
            kept: it is an argument of a thread that is not started yet, or of the constructor of a base.
        """
        match node:
            case ast.Attribute(value=ast.Name(id=name), attr=attribute) if name == self._me:
                yield not kept and attribute not in self._values and attribute not in self.quiet.values()
                return
            case ast.Attribute(attr="start"):
                yield True
            case ast.Name(id=name) if name == self._me:
                yield not kept
            case ast.Lambda() | ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield not kept and any(isinstance(one, ast.Name) and one.id == self._me for one in walk(node))
                return
            case ast.Call() if _constructs_base(node, self._me):
                self._based, kept = True, True
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in STARTED_LATER:
                kept = True
        for child in ast.iter_child_nodes(node):
            yield from self._lets_out(child, kept)


def _binds(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name and not isinstance(node.ctx, ast.Load)
