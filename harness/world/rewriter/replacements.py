"""Functions that a program calls in the place of built-in ones, among them those that return namespaces and frames."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import chain
from types import ModuleType
from typing import Any

from ..model.types import TypeKind
from .announcer import Announcer
from .code_objects import program_frame
from .object_ends import weak_references
from .stacks import functions_of_frames, functions_of_stacks
from .texts import functions_of_text
from .variables import local_names


def replacements(
    announcer: Announcer, iteration: Mapping[str, Callable[..., Any]], callback: Callable[[Any], Any]
) -> dict[Any, Callable[..., Any]]:
    """Return functions of the runtime that are called in the place of built-in ones, by what they replace.

    Args:
        announcer: announces the accesses.
        iteration: the functions that make announcing iterators.
        callback: returns a callable that announces its call.
    """

    def iterate(value: Any, *sentinel: Any) -> Any:
        if sentinel:
            return iter(callback(value), *sentinel)
        if announcer.kind(value) is TypeKind.ITERATOR:
            return iter(value)
        return iter(iteration["iterator"](value))

    def chained(values: Any, /) -> Any:
        # its steps read what an iterator makes
        return chain.from_iterable(map(iteration["iterator"], iteration["iterator"](values)))

    def dictionary_of(*target: Any) -> Any:
        if target and type(target[0]) is not ModuleType:
            announcer.step(announcer.reach.contents(target, fields=True))
        announcer.admit("vars()")
        return vars(*target) if target else local_names(program_frame())

    def own_names() -> dict[str, Any]:
        return local_names(program_frame())

    def namespace() -> dict[str, Any]:
        announcer.admit("globals()")
        return program_frame().f_globals

    return {
        **functions_of_text(announcer),
        **functions_of_stacks(),
        **weak_references(announcer),
        iter: iterate,
        chain.from_iterable: chained,
        vars: dictionary_of,
        locals: own_names,
        reversed: iteration["backwards"],
        **functions_of_frames(),
        globals: namespace,
    }
