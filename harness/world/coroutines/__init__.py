"""The coroutines that run simulated threads: those of greenlet or, where Python runs in WebAssembly, of promises.

No other module knows the library. A switch is the world's most frequent call, so its classes and functions are passed
on as they are, under one set of names:

- ``Coroutine(run, parent)``: ``switch``, ``throw``, ``dead``, ``parent``, ``gr_frame``, ``gr_context``, as in greenlet.
- ``CoroutineExit``: the exception that ends a coroutine and is not passed on to its parent.
- ``current_coroutine()``: the one that runs.
- ``trace_switches(function)``: calls a function at each switch.
- ``LIBRARIES``: the libraries that provide them, which no program under test may import.
- ``IMPLEMENTATION``: the modules in which they are.
- ``OWN_CONTEXTS``: whether ``gr_context`` can be replaced by an empty one.
"""

from __future__ import annotations

import sys

if sys.platform == "emscripten":
    from .promises import (
        IMPLEMENTATION,
        LIBRARIES,
        OWN_CONTEXTS,
        Coroutine,
        CoroutineExit,
        current_coroutine,
        trace_switches,
    )
else:
    from .greenlets import (
        IMPLEMENTATION,
        LIBRARIES,
        OWN_CONTEXTS,
        Coroutine,
        CoroutineExit,
        current_coroutine,
        trace_switches,
    )

__all__ = [
    "IMPLEMENTATION",
    "LIBRARIES",
    "OWN_CONTEXTS",
    "Coroutine",
    "CoroutineExit",
    "current_coroutine",
    "trace_switches",
]
