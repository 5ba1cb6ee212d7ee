"""The functions that rewritten code calls at each shared access (``rewriter.py`` says where).

The functions are closures over one ``point`` and one ``tick``, so that the same rewritten module
runs under the scheduler and, with others, on real threads.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from inspect import getattr_static
from types import (
    CodeType,
    FrameType,
    FunctionType,
    MethodDescriptorType,
    ModuleType,
    SimpleNamespace,
    WrapperDescriptorType,
)
from typing import Any

from ...common.kinds import (
    MISSING,
    computes_attributes,
    full_name,
    held_by,
    is_a,
    module_of,
    name_of,
    plain,
)
from ...common.package import PREFIX
from ...trace import READ, WRITE
from ..model.classify import TypeModels
from ..model.types import TypeKind
from .announcer import Admit, Announcer, Point
from .calls import Calls
from .changing_attributes import ANY_ATTRIBUTE, ChangingAttributes
from .code_objects import caller_frame, code_of
from .field_methods import has_own_field
from .iteration import stepping
from .object_ends import functions_at_ends
from .operators import operators
from .proxies import Advance, FunctionProxy, MethodProxy
from .replacements import replacements
from .special import assigned, exposed, is_namespace, read_whole, special_attributes
from .stacks import caller_of
from .syntax import COMPARISONS, is_special
from .texts import MARK, TEXT
from .variables import Variables

Private = Callable[[Any, str], None]
"""Called before a field that may be a primitive's private one is read."""

SYMBOLS = {
    "eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">=",
    "is_": "is", "is_not": "is not", "in_": "in", "not_in": "not in",
}  # fmt: skip
STEPPED = frozenset("_value _flag _waiters _lock".split())
"""Private fields of primitives that change once in an operation, and so are seen as between operations."""
ANNOUNCED = frozenset("name daemon ident native_id maxsize parties n_waiting broken".split())
"""Fields of primitives that do not change, or whose operations announce a change."""
FIXTURES = f"{PREFIX}contract.fixtures"
"""The module of a contract's threads: the engine announces the changes of their fields."""


def is_rewritten(function: Any) -> bool:
    """True for a function of rewritten code, which announces its own accesses."""
    # code made of text has the builtins of the module that it is executed in
    if MARK not in function.__builtins__:
        return False
    code = code_of(function)
    return code.co_filename[0] != "<" or is_text(code)


def is_rewritten_module(module: ModuleType) -> bool:
    """True for a module of rewritten code."""
    names = vars(module).get("__builtins__", ())
    return type(names) is dict and MARK in names  # in __main__ they are the module itself


def is_text(code: CodeType) -> bool:
    """True for the code of a text that was rewritten before it was executed."""
    return code.co_filename == TEXT


def _nothing(*_: Any, **words: Any) -> None:
    """Announce nothing: on real threads no code asks which accesses form one step."""


def names(
    point: Point,
    tick: Callable[[int], bool],
    private: Private,
    *,
    also: Point = _nothing,
    admit: Admit = _nothing,
    simulated: Callable[[FunctionType], bool] = lambda function: False,
    simulated_type: Callable[[type], bool] = lambda kind: False,
    interrupted: Callable[[], list[Any]] = list,
    hooks: Callable[[], None] = lambda: None,
    own: Mapping[Any, Callable[..., Any]] | None = None,
    held: Callable[[object], int] = lambda value: 0,
    simulated_module: Callable[[Any], Any] = lambda name: None,
    changing: Callable[[], ChangingAttributes] = lambda: ANY_ATTRIBUTE,
) -> dict[str, Any]:
    """The runtime as a mapping to put among the builtins of a rewritten module.

    Args:
        point: announces an access that may be preceded by other threads.
        tick: counts the rounds of loops.
        private: called before a field that may be a primitive's private one is read.
        also: announces a further access of the step that the last point began.
        admit: notes that something ran outside of the model.
        simulated: tells whether a Python function belongs to the simulated world.
        simulated_type: tells whether a class does.
        interrupted: returns the accesses of the operation of C that has just called a special method.
        hooks: notes that the program has special methods that such operations call.
        own: callables that take the place of others in calls, by what they replace.
        held: counts the references to an object that a recorder holds.
        simulated_module: returns what the world has in place of an entry of ``sys.modules``, or None.
        changing: returns the attributes that the rewritten code takes to change.
    """
    models = TypeModels(is_rewritten, simulated_type)
    announcer = Announcer(point, also, admit, models, held, interrupted, hooks)
    iteration = stepping(announcer)

    def look(target: Any, name: str) -> None:
        private(target, name)
        if is_namespace(target, name):
            admit(f"an access by {name}")
        if type(target) is not ModuleType:
            if not read_whole(announcer, target, name):
                point(READ, target, name)
        elif is_rewritten_module(target):
            point(READ, name, None)

    def static(obj: Any, attr: Any, *default: Any, **words: Any) -> Any:
        """Implements ``inspect.getattr_static``, which calls nothing of the program."""
        name = plain(attr) if is_a(attr, str) else ""
        if not name or name == "__dict__" or is_namespace(obj, name):
            admit(f"inspect.getattr_static() of {name or 'no name'}")
        look(obj, name)
        return getattr_static(obj, attr, *default, **words)

    def callback(value: Any) -> Any:
        return calls.callback(value)

    performed = operators(announcer, simulated_module)
    replaced = {
        **(own or {}),
        **replacements(announcer, iteration, callback),
        getattr_static: static,
        operator.setitem: performed["put"],
        operator.mod: performed["mod"],
        operator.imod: performed["imod"],
    }
    calls = Calls(announcer, is_rewritten, simulated, iteration["iterator"], replaced)
    known, silent = models.known, models.silent
    ordinary: set[type] = set()

    def get(target: Any, name: str) -> Any:
        if type(target) is SimpleNamespace:
            point(READ, target, None)
        elif type(target) is not ModuleType:
            point(READ, target, name)
        elif is_rewritten_module(target):
            point(READ, name, None)  # the location of a global variable is its name
        return getattr(target, name)

    def stateful(target: Any, name: str, plain: bool) -> Any:
        """Read an attribute that no class of the program has: it may be a field of a C type, or of a primitive."""
        kind = known.get(type(target)) or models.kind(type(target))
        if kind is TypeKind.CONTAINER:
            point(READ, target, None)
        elif kind is TypeKind.SIMULATED and name not in ANNOUNCED:
            value = held_by(target, name, MISSING)
            if callable(value) or type(value) is classmethod:
                return getattr(target, name)
            if value is MISSING and not computes_attributes(type(target)):
                return getattr(target, name)  # which raises an error
            point(READ, target, name)
            if module_of(type(target)) != FIXTURES:  # its own code changes the field, and does not announce it
                admit(f"an access to {full_name(type(target))}.{name}")
        elif kind is TypeKind.ITERATOR:
            read_whole(announcer, target, name)
        elif kind is not TypeKind.UNKNOWN:
            exposed(announcer, target, name)
        elif kind is TypeKind.UNKNOWN:
            if type(target) is FrameType and name == "f_back":
                return caller_of(target)
            announcer.unknown(f"{full_name(type(target))}.{name}", (target,))
        return getattr(target, name) if plain else get(target, name)

    def own_field(target: Any, name: str) -> Any:
        """Announce the assignment to a field, or its deletion."""
        if type(target) in ordinary:
            if name not in changing() and has_own_field(target, name):
                admit(f"a second assignment to {name}, which only __init__ sets,")
            point(WRITE, target, name)
            return target
        if type(target) is ModuleType:
            point(WRITE, name, None)
            if not (is_rewritten_module(target) and changing().shows(name)):
                admit(f"the assignment to {target.__name__}.{name}")
        else:
            point(WRITE, target, None if type(target) is SimpleNamespace else name)
            owner = target if is_a(target, type) else type(target)
            if is_namespace(target, name):
                admit(f"an access by {name}")
            elif models.of_library(owner):
                stays = owner is target or module_of(owner) == "typing"  # when the execution has ended
                admit(f"the assignment to {full_name(owner)}.{name}", always=stays)
            elif owner is target:
                if announcer.other_names.changed(owner):
                    ordinary.clear()
            elif announcer.other_names.of(owner):
                again = name not in changing() and has_own_field(target, name)
                if again or (name in changing() and announcer.other_names.written(owner, name)):
                    admit(f"the assignment to {full_name(owner)}.{name}")
            elif models.is_of_c(owner):  # its methods use the field
                admit(f"the assignment to {full_name(owner)}.{name}")
            elif owner is not SimpleNamespace:
                ordinary.add(owner)
        return target

    def method(target: Any, name: str, plain: bool) -> Any:
        """Read a method that is not called here: called elsewhere, it announces what it does."""
        kind = known.get(type(target)) or models.kind(type(target))
        if kind not in (TypeKind.CONTAINER, TypeKind.ITERATOR):
            return getattr(target, name) if plain else get(target, name)
        found = _method(target, name)
        if found is None:
            return getattr(target, name) if plain else get(target, name)
        access = READ if name in models.readers(type(target)) else WRITE
        return MethodProxy(found, calls.callback, point, access, target)

    def load(name: str) -> None:
        point(READ, name, None)

    def store(name: str, value: Any = None) -> Any:
        point(WRITE, name, None)
        return value

    def assign(name: str, value: Any) -> Any:
        """Announce the assignment of just this value, which a recorder finds here (``recording/variables.py``)."""
        point(WRITE, name, None)
        return value

    def storing(name: str) -> Callable[[Any], Any]:
        """The outermost decorator of a definition whose name is shared."""
        return lambda value: store(name, value)

    def bound(name: str) -> None:
        """A name was bound by the interpreter itself, in the step that is being performed."""
        also(WRITE, name, None)

    def private_get(target: Any, name: str) -> Any:
        private(target, name)
        if name == "__dict__" and not is_a(target, (type, ModuleType)):
            admit("an access by __dict__")  # the same fields by another way
        if is_namespace(target, name):
            admit(f"an access by {name}")  # the same variables by another way
        if name not in STEPPED and (kind := simulated_class(type(target))) and held_by(target, name, kind) is not kind:
            admit(f"an access to {full_name(kind)}.{name}")  # which changes inside an operation, too
        return get(target, name)

    def simulated_class(kind: type) -> type | None:
        """Return the class of the world's library that a class is, or is derived from; None for another class."""
        found = (one for one in kind.__mro__ if models.kind(one) is TypeKind.SIMULATED)
        return next(found, None)

    def change(target: Any, name: str) -> None:
        if is_special(name):
            assigned(announcer, target, name)
        else:
            own_field(target, name)

    def managed(value: Any) -> Any:
        """A ``with`` statement enters and leaves this."""
        if type(value) in silent:
            return value
        if models.kind(type(value)) in (TypeKind.UNKNOWN, TypeKind.FOREIGN, TypeKind.CONTAINER):
            announcer.unknown(f"with {full_name(type(value))}", (value,))
        return value

    def known_type(value: Any) -> Any:
        """Return an operand whose contents the operator does not read; one of an unknown type is announced."""
        if type(value) in silent:
            return value
        kind = models.kind(type(value))
        if kind is TypeKind.UNKNOWN or kind is TypeKind.FOREIGN:
            announcer.unknown(f"an operator of {full_name(type(value))}", (value,))
        return value

    def chained(value: Any) -> Any:
        """An operand of a chained comparison, which is read more than once."""
        kind = known.get(type(value)) or models.kind(type(value))
        if kind not in (TypeKind.SCALAR, TypeKind.PLAIN):
            announcer.deep((value,))
            if announcer.reach.contents((value,)):
                admit("a chained comparison of containers")
        return value

    def resumed(value: Any = None) -> Any:
        """Announce that a generator begins or continues; other threads that refer to it may advance it, too."""
        if announcer.entered is not None:
            announcer.resumed(caller_frame())
        return value

    def ended(items: Iterator[Any]) -> Iterator[Any]:
        yield from items
        if announcer.entered is not None:
            announcer.resumed(caller_frame())

    def ending(value: Any) -> Iterator[Any]:
        """The items of a generator expression: its last step, which finds no item, runs in the generator, too."""
        return ended(iter(value))

    def pairs(value: Any, deep: bool) -> Any:
        """The items of a loop that unpacks each of them."""
        for one in iteration["loop"](value):
            if deep:
                announcer.deep((one,))
                yield one
            else:
                yield one if type(one) is tuple else iteration["unpack"](one)

    for name in ("is_", "is_not"):
        performed[name] = getattr(operator, name)

    def compare(how: str, left: Any, right: Any, text: str) -> bool:
        """A comparison that an ``assert`` without a message makes: failing, it says both sides."""
        truth = performed[how](left, right)
        if not truth:
            raise AssertionError(f"{text}, but it was {short(left)} {SYMBOLS[how]} {short(right)}")
        return True

    return {
        MARK: get,
        "_kata_stateful": stateful,
        "_kata_own": own_field,
        "_kata_method": method,
        "_kata_load": load,
        "_kata_store": store,
        "_kata_assign": assign,
        "_kata_bound": bound,
        "_kata_storing": storing,
        "_kata_variables": Variables,
        "_kata_private": private_get,
        "_kata_tick": tick,
        "_kata_slice": slice,
        "_kata_compare": compare,
        "_kata_call": calls.callee,
        "_kata_calls": calls,
        "_kata_managed": managed,
        "_kata_known": known_type,
        "_kata_chained": chained,
        "_kata_pairs": pairs,
        "_kata_resumed": resumed,
        "_kata_hooks": hooks,
        "_kata_entered": interrupted,
        "_kata_left": announcer.continues,
        "_kata_ending": ending,
        **{f"_kata_{name}": function for name, function in iteration.items()},
        **{f"_kata_{name}": function for name, function in performed.items()},
        **{f"_kata_{name}": function for name, function in special_attributes(announcer).items()},
        **{f"_kata_{name}": function for name, function in functions_at_ends(announcer).items()},
        "getattr": FunctionProxy(getattr, look, 2, 3),
        "hasattr": FunctionProxy(hasattr, look, 2),
        "setattr": FunctionProxy(setattr, change, 3),
        "delattr": FunctionProxy(delattr, change, 2),
        "next": Advance(next, lambda iterator, _: announcer.advance(iterator), 1, 2),
    }


def _method(container: Any, name: str) -> Any:
    """Return a container's method of this name; None for a field, whose scheduling point comes before it is read."""
    static = getattr_static(container, name, None)
    if type(static) not in (MethodDescriptorType, WrapperDescriptorType, FunctionType):
        return None
    if computes_attributes(type(container)):
        return None
    found = getattr(container, name)
    return found if getattr(found, "__self__", None) is container else None  # a function may be kept in a field


def short(value: Any, limit: int = 60) -> str:
    """repr of any object, never raising and never long."""
    try:
        text = repr(value)
    except Exception as error:  # a learner's __repr__ may do anything
        text = f"<{name_of(type(value))} whose repr raises {name_of(type(error))}>"
    return text if len(text) <= limit else text[: limit - 1] + "…"


assert set(SYMBOLS) == set(COMPARISONS.values())
