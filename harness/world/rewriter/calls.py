"""Calls: what a call of a function that is not rewritten will read and write, announced before it happens.

Rewritten functions and classes announce their own accesses and are called as they are. For everything else the tables
of ``harness/world/model`` tell the effect of the call; what they do not hold is unknown, and counts as a write to
everything that the call is handed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from enum import EnumType
from functools import partial
from operator import attrgetter, methodcaller
from types import BuiltinFunctionType, CodeType, FunctionType, MethodType, ModuleType
from typing import Any, runtime_checkable

from ...common.kinds import bases_of, class_has, full_name, name_of, of_class
from ...common.package import PREFIX
from ...trace import READ, WRITE
from ..model.classify import SCALARS
from ..model.functions import (
    ARGUMENT_READERS,
    COMPARING,
    OBJECT_METHODS,
    READING_DUNDERS,
    UNKNOWN,
    constructor_effect,
    function_effect,
)
from ..model.reach import Location, exception_fields
from ..model.types import TYPES, TypeKind
from ..model.values import VALUE_MODULES
from .announcer import Announcer
from .c_callables import GETTERS, METHOD_WRAPPER, METHODS
from .callbacks import extreme, method_caller, partial_function, sorting
from .code_objects import code_of
from .default_items import LOOKUPS, admit_default_items, looking_up, makes_by_code
from .effects import Effects
from .field_methods import DESCRIPTOR_METHODS, FIELD_METHODS, field_method
from .filling import announcing_arguments
from .library import library_function, protocol_reader
from .lookups import attribute_getter, template_reads
from .proxies import Proxy
from .special import WRITTEN, by_raising
from .stacks import in_module_of_caller
from .variables import listing

Function = Callable[..., Any]


class Calls:
    """Decides, for each callable, whether and how a call of it is announced.

    Args:
        announcer: announces the accesses.
        rewritten: tells whether a Python function is rewritten code.
        simulated: tells whether a Python function belongs to the simulated world.
        iterator: makes an iterator whose steps are announced.
        own: callables of the runtime that take the place of others, by what they replace.
    """

    def __init__(
        self,
        announcer: Announcer,
        rewritten: Callable[[FunctionType], bool],
        simulated: Callable[[FunctionType], bool],
        iterator: Callable[[Any], Any],
        own: Mapping[Any, Function],
    ) -> None:
        self.announcer = announcer
        self._rewritten = rewritten
        self._simulated = simulated
        self._iterator = iterator
        self._own = dict(own)
        self._wrapped: dict[Any, Function] = {}
        self._simple: dict[tuple[type, str], str] = {}
        """Methods of containers that read or write nothing but the receiver, as far as they have been called."""
        self._silent: set[FunctionType] = set()
        """Functions of modules and classes that announce their own accesses, or that belong to the world."""
        self._silent_codes: dict[int, CodeType] = {}
        """The code of such functions, by id; kept alive, so that no other code has the id."""
        self.effects: dict[FunctionType, str] = {}
        """Effects of Python functions that are not rewritten, in the words of ``harness.world.model.functions``."""
        self.callee = self.callee_function()
        effects = Effects(announcer, iterator, self.callee)
        self._announced, self.callback = effects.announced, effects.callback

    # -- the callee ------------------------------------------------------------------------------------

    def callee_function(self) -> Callable[[Any], Any]:
        """Return the function that rewritten code calls for each callee; the most frequent kinds come first."""
        silent, wrapped, slow = self._silent, self._wrapped, self._callee
        bound, containers = self._bound, self.announcer.models.containers

        def callee(function: Any) -> Any:
            """Return the function itself, or one that announces the call and then makes it."""
            kind = type(function)
            if kind is MethodType:
                inner = function.__func__
                if type(inner) is FunctionType and inner in silent:
                    return function
            elif kind is FunctionType:
                if function in silent:
                    return function
            elif kind is BuiltinFunctionType:
                receiver = function.__self__
                if type(receiver) in containers:
                    return bound(function, receiver, function.__name__)
                if function in wrapped:
                    return wrapped[function]
            elif kind is type and function in wrapped:
                return wrapped[function]
            return slow(function, kind)

        return callee

    def _callee(self, function: Any, kind: type) -> Any:
        if kind is FunctionType:
            inner = function
        elif kind is MethodType:
            inner = function.__func__
            if type(inner) is not FunctionType:
                return function if _is_compiled(inner) else partial(self.callee(inner), function.__self__)
        elif _is_compiled(function):
            return function
        else:
            return self._other(function, kind)
        code = code_of(inner)
        if id(code) in self._silent_codes:
            return function
        if self._is_silent(inner):
            self._silent_codes[id(code)] = code
            if "<locals>" not in inner.__qualname__:  # one made by a call may not be kept alive
                self._silent.add(inner)
            return function
        return self._python_function(function, inner)

    def _is_silent(self, function: FunctionType) -> bool:
        """True for a Python function that announces its own accesses, or that belongs to the simulated world."""
        if function in self.effects or function in self._own:
            return False
        return self._rewritten(function) or self._simulated(function)

    def _python_function(self, function: Any, inner: FunctionType) -> Any:
        known = self._own.get(inner)
        if known is not None:
            return known
        if inner in self.effects:
            return self._announced(function, self.effects[inner], f"{inner.__module__}.{inner.__qualname__}()")
        if inner is runtime_checkable:  # isinstance() looks for the fields that a protocol asks for from now on
            self._wrapped[isinstance] = protocol_reader(isinstance, self.announcer)
        return library_function(function, inner, self.announcer)

    def _other(self, function: Any, kind: type) -> Any:
        # an instance of a class of the program is in neither, and may hash and compare itself by its own code
        known = (self._own.get(function) or self._wrapped.get(function)) if _may_be_replaced(kind) else None
        if known is not None:
            return known
        if kind is METHOD_WRAPPER or issubclass(kind, BuiltinFunctionType):
            return self._builtin(function)
        if kind in METHODS:
            return self._unbound(function)
        if issubclass(kind, Proxy):
            return function
        if issubclass(kind, type):
            return self._class(function)
        if kind is attrgetter:
            return attribute_getter(function, self.announcer)
        if kind in GETTERS:
            return self._announced(function, GETTERS[kind], f"operator.{kind.__name__}()")
        if kind is methodcaller:
            return method_caller(function, self.callee)
        if kind is partial:
            return partial_function(function, self.callee, self.announcer)
        method = of_class(kind, "__call__")
        if type(method) is FunctionType:
            bound = MethodType(method, function)
            called = self.callee(bound)
            return function if called is bound else called
        return self._announced(function, UNKNOWN, f"{full_name(kind)}()")

    # -- functions and methods of C --------------------------------------------------------------------

    def _builtin(self, function: Any) -> Function:
        receiver = function.__self__
        if receiver is None or issubclass(type(receiver), ModuleType):
            module = getattr(function, "__module__", None) or getattr(receiver, "__name__", "")
            effect = function_effect(str(module), function.__name__)
            made = self._announced(function, effect, f"{module}.{function.__name__}()")
            if function in (max, min):
                made = extreme(function, made, self._iterator, self.callback)
            elif function is dir:
                made = listing(made)
            self._wrapped[function] = made
            return made
        if issubclass(type(receiver), type):
            return self._announced(function, self._class_method(receiver, function.__name__), function.__qualname__)
        return self._bound(function, receiver, function.__name__)

    def _class_method(self, owner: type, name: str) -> str:
        if name in _KEPT_BY_CLASSES:
            return UNKNOWN
        if name in ("__new__", "__init_subclass__", "__subclasshook__", "mro", "__instancecheck__"):
            return "R*" if name == "__new__" else "-"
        listed = TYPES.get(full_name(owner))
        return "R*" if listed is not None and listed is not TypeKind.UNKNOWN else UNKNOWN

    def _unbound(self, function: Any) -> Function:
        """``list.append``: the first argument is the receiver."""
        name = function.__name__

        def call(receiver: Any, /, *args: Any, **words: Any) -> Any:
            self._method(receiver, name, args, words)
            args = announcing_arguments(receiver, name, args, self.announcer)
            if name in LOOKUPS and makes_by_code(receiver):
                return looking_up(name, self.announcer)(receiver, *args)
            return function(receiver, *args, **words)

        return call

    def _bound(self, function: Any, receiver: Any, name: str) -> Function:
        access = self._simple.get((type(receiver), name))
        if access is not None:
            point = self.announcer.point

            def call_simple(*args: Any, **words: Any) -> Any:
                point(access, receiver, None)
                return function(*args, **words)

            return call_simple
        # a method of bytes may read a ``bytearray``
        if type(receiver) in SCALARS and type(receiver) is not bytes and name not in _READS_ARGUMENTS:
            return function  # type: ignore[no-any-return]  # any callable

        def call(*args: Any, **words: Any) -> Any:
            self._method(receiver, name, args, words)
            args = announcing_arguments(receiver, name, args, self.announcer)
            if name in LOOKUPS and makes_by_code(receiver):
                return looking_up(name, self.announcer)(receiver, *args)
            if name == "sort" and words.get("key") is not None:
                words["key"] = sorting(self.callee(words["key"]), receiver, self.announcer)
            return function(*args, **words)

        return call

    def _method(self, receiver: Any, name: str, args: tuple[Any, ...], words: Mapping[str, Any]) -> None:
        """Announce the call of a method of C."""
        announcer = self.announcer
        if name == "__subclasses__":  # a list to which the definition of any class adds
            announcer.admit(f"{name}()")
        elif name in FIELD_METHODS or name in DESCRIPTOR_METHODS:
            field_method(announcer, receiver, name, args)
            return
        kind = announcer.kind(receiver)
        values = (*args, *words.values())
        if kind is TypeKind.CONTAINER:
            self._container_method(receiver, name, values)
        elif issubclass(type(receiver), BaseException):
            self._exception_method(receiver, name)
        elif kind in (TypeKind.SCALAR, TypeKind.FROZEN):
            compared = (receiver,) if kind is TypeKind.FROZEN else ()
            if name == "format" and str.__contains__(receiver, "."):
                announcer.step(template_reads(announcer, receiver, args, words))
            elif name == "format_map" and args:
                known = args[0] if type(args[0]) is dict else {}
                announcer.step(template_reads(announcer, receiver, (), known))
            formats = name in ("format", "format_map")
            looks_up = name in _LOOKING_UP
            announcer.deep((*compared, *values), fields=formats, looks_up=looks_up)
            if looks_up:
                admit_default_items((one for one, _ in announcer.reach.contents(values)), announcer)
            announcer.step((), announcer.advanced(values))
            if formats:
                announcer.shown(values)
        elif kind is TypeKind.ITERATOR:
            announcer.step([], [(receiver, None), *by_raising(values)])
        elif kind is TypeKind.VIEW:
            announcer.deep((receiver, *values))
        elif kind in (TypeKind.PLAIN, TypeKind.CODE, TypeKind.SIMULATED):
            if OBJECT_METHODS.get(name) == "F*":
                announcer.step(announcer.reach.contents((receiver,), fields=True))
        else:
            announcer.unknown(f"{full_name(type(receiver))}.{name}()", (receiver, *values))

    def _container_method(self, receiver: Any, name: str, values: tuple[Any, ...]) -> None:
        announcer = self.announcer
        if name in OBJECT_METHODS and name not in READING_DUNDERS:
            return
        reading = name in announcer.models.readers(type(receiver)) or name in READING_DUNDERS
        by_slice = name == "__setitem__" and values and not issubclass(type(receiver), dict)
        of_default = name in LOOKUPS and issubclass(type(receiver), defaultdict)
        if of_default:
            reading = False  # a missing key is put in
        reads: list[Location] = []
        if name in COMPARING:
            reads += announcer.reach.contents((receiver, *values))
        elif name in ARGUMENT_READERS or (by_slice and type(values[0]) is slice):
            reads += [*announcer.shallow(values), *announcer.advanced(values)]
        elif not of_default and not by_slice:  # the factory, or the items, may be made by Python code
            self._simple[type(receiver), name] = READ if reading else WRITE
        own = [(receiver, None)]
        announcer.step(own + reads if reading else reads, () if reading else own)
        announcer.doubt(values if name in ARGUMENT_READERS else ())

    def _exception_method(self, receiver: BaseException, name: str) -> None:
        """Announce a method that an exception has from its class of C."""
        written: tuple[str, ...] = WRITTEN.get(name, ())
        if name in ("__init__", "__setstate__"):
            written = exception_fields(type(receiver))
        if written:
            self.announcer.step((), [(receiver, field) for field in written])
        else:
            self.announcer.deep((receiver,))

    # -- classes -----------------------------------------------------------------------------------------

    def _class(self, kind: type) -> Any:
        """Calling a class: the constructors of C read their arguments, those of the program announce themselves."""
        model = self.announcer.models.kind(kind)
        made: Any
        if model is TypeKind.SIMULATED:  # a thread's target may be a function of C
            made = self._wrapped[kind] = self._announced(kind, "c*", full_name(kind))
            return made
        if issubclass(kind, type) or issubclass(type(kind), EnumType):
            made = self._wrapped[kind] = self._class_maker(kind)
            return made
        if model is TypeKind.PLAIN:
            made = self._wrapped[kind] = self._constructors(kind)
            return made
        base = next((one for one in bases_of(kind) if full_name(one) in TYPES), None)
        if base is None:
            effect = UNKNOWN if model in (TypeKind.FOREIGN, TypeKind.UNKNOWN) else "-"
        elif issubclass(kind, BaseExceptionGroup):
            effect = "r1"
        elif issubclass(kind, BaseException):
            effect = "-"
        else:
            effect = constructor_effect(full_name(base))
        made = kind if effect == "-" else self._announced(kind, effect, f"{full_name(kind)}()")
        self._wrapped[kind] = made
        return made

    def _class_maker(self, kind: type) -> Function:
        """A metaclass, or an enumeration: with several arguments it makes a class of what they hold."""

        def make(*args: Any, **words: Any) -> Any:
            if len(args) > 1 or words:
                self.announcer.deep((*args, *words.values()))
                return in_module_of_caller(kind(*args, **words), __name__)
            return kind(*args, **words)

        return make

    def _constructors(self, kind: type) -> Any:
        """The class itself if its ``__new__`` and ``__init__`` are rewritten, or ``object``'s."""
        for name in ("__new__", "__init__"):
            found = of_class(kind, name)
            found = found.__func__ if type(found) is staticmethod else found
            if type(found) is FunctionType and not (self._is_silent(found) or found.__module__ in VALUE_MODULES):
                return self._announced(kind, UNKNOWN, f"{full_name(kind)}()")
        return kind


def _may_be_replaced(kind: type) -> bool:
    """True for a type of callables that the tables hold, and that are hashed and compared by no code of the program."""
    if not issubclass(kind, type):
        return kind in _OF_C
    found = [of_class(kind, name) for name in ("__hash__", "__eq__")]
    return found[0] is not None and not any(type(one) is FunctionType and not _is_of_world(one) for one in found)


def _is_of_world(function: FunctionType) -> bool:
    """True for a function that the world gives to a class, such as the hash by number."""
    return str(function.__module__).startswith(PREFIX)


def _is_compiled(function: Any) -> bool:
    """True for a function of the harness, or a method of a simulated lock, where the core is compiled.

    Such a function announces its own operations, as its Python code does.
    """
    if type(function) is BuiltinFunctionType:
        return class_has(type(function.__self__), "_kata_hidden") and function.__name__ not in OBJECT_METHODS
    return name_of(type(function)) == _COMPILED and str(function.__module__).startswith(PREFIX)


_OF_C = frozenset({BuiltinFunctionType, FunctionType, METHOD_WRAPPER, *METHODS})
"""Types of functions, which are told apart by their identity."""
_COMPILED = "cython_function_or_method"
"""The type of Cython's functions; each library that has some brings a type of this name."""
_READS_ARGUMENTS = frozenset(
    "join format format_map translate encode decode __mod__ __rmod__ __eq__ __ne__ startswith endswith fromhex"
    " __contains__ __format__ maketrans".split()
)
"""Methods of texts and numbers whose arguments may be containers."""
_KEPT_BY_CLASSES = frozenset({"__subclasses__", "clear_cache"})
"""Methods that reach what a class keeps: its subclasses, to which any definition adds, or the instances of ZoneInfo."""
_LOOKING_UP = frozenset({"format", "format_map", "translate", "__mod__"})
"""Those that look up items of them."""
