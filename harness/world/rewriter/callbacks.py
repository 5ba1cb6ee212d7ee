"""Functions of C that run Python code before they have finished: other threads can run in between."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from typing import Any

from ...trace import READ, WRITE
from .announcer import Announcer

Function = Callable[..., Any]


def method_caller(function: Any, callee: Callable[[Any], Any]) -> Function:
    """Return a function that calls what an ``operator.methodcaller`` calls, announced.

    Args:
        function: the ``methodcaller``.
        callee: returns a function that announces its call.
    """
    made, (name, *args) = function.__reduce__()
    words: dict[str, Any] = {}
    if type(made) is partial:  # there are arguments by keyword
        name, words, args = made.args[0], made.keywords, [name, *args]

    def call(target: Any, /) -> Any:
        return callee(getattr(target, name))(*args, **words)

    return call


def partial_function(function: Any, callee: Callable[[Any], Any], announcer: Announcer) -> Function:
    """Return a function that calls what a ``functools.partial`` calls, announced.

    Args:
        function: the ``partial``.
        callee: returns a function that announces its call.
        announcer: announces the read of the keywords, if the program has got at them.
    """
    words = function.keywords
    if sys.getrefcount(words) > LEAST_KEYWORDS:
        announcer.point(READ, words, None)
    inner = callee(function.func)
    return function if inner is function.func else partial(inner, *function.args, **words)


def _keywords_references() -> int:
    example: Any = partial(dict)
    words = example.keywords
    return sys.getrefcount(words)


LEAST_KEYWORDS = _keywords_references()
"""The reference count of a partial's keywords that nothing else refers to."""


def extreme(function: Any, announced: Function, iterator: Function, callback: Function) -> Function:
    """Return ``max`` or ``min``: a key of Python code runs between the items.

    Args:
        function: the built-in function.
        announced: the same function, for a call that runs no Python code.
        iterator: makes an iterator whose steps are announced.
        callback: returns a key whose calls are announced.
    """

    def call(*args: Any, **words: Any) -> Any:
        if len(args) != 1 or words.get("key") is None:
            return announced(*args, **words)
        words["key"] = callback(words["key"])
        return function(iterator(args[0]), **words)

    return call


def sorting(key: Function, items: Any, announcer: Announcer) -> Function:
    """Return the key of ``list.sort``: while it is called, other threads see an empty list.

    Args:
        key: the key.
        items: the list.
        announcer: announces the first call.
    """
    announced = False

    def call(item: Any) -> Any:
        nonlocal announced
        if not announced:
            announced = True
            announcer.point(WRITE, items, None)
        return key(item)

    return call
