"""Functions in place of those of a C module: as methods of the module, they do not become methods of classes.

A class with ``clock = time.monotonic`` can call ``self.clock()``, because a function of C is no descriptor. A function
of Python is one, and would get the object as an argument.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from types import FunctionType, MethodType, ModuleType
from typing import Any


def make_methods(module: ModuleType) -> None:
    """Make each function of Python in a module a method of the module, with the name that it has there."""
    for name, value in vars(module).items():
        if type(value) is FunctionType:
            value.__name__ = value.__qualname__ = name
            value.__module__ = module.__name__
            setattr(module, name, MethodType(_of_module(value), module))


def _of_module(function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def call(module: ModuleType, /, *args: Any, **words: Any) -> Any:
        return function(*args, **words)

    return call
