"""The switch between stacks of Python in WebAssembly, by JavaScript Promise Integration (JSPI).

A stack is suspended while it awaits a promise, which the switch back to it resolves. ``pyodide.ffi.run_sync`` would do,
but it goes through ``asyncio`` and a timer, which costs sixty times as much. JSPI suspends no stack on which a function
of JavaScript has called one of WebAssembly. So the function that Python calls is itself one of WebAssembly, a method of
C for the interpreter: it asks JavaScript for the promise, and passes it to the function of Pyodide that suspends.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from typing import Any

import pyodide_js  # type: ignore[import-not-found]  # only Pyodide has it, and the two below
from pyodide.code import run_js  # type: ignore[import-not-found]
from pyodide.ffi import can_run_sync, create_proxy  # type: ignore[import-not-found]

MODULE = """
    00 61 73 6d 01 00 00 00
    01 16 04  60 01 7f 01 6f  60 01 6f 01 6f  60 01 6f 01 7f  60 02 7f 7f 01 7f
    02 27 03  02 6a 73 07 70 72 6f 6d 69 73 65 00 00
              02 6a 73 07 73 75 73 70 65 6e 64 00 01
              02 6a 73 06 72 65 73 75 6c 74 00 02
    03 02 01 03
    07 0a 01  06 73 77 69 74 63 68 00 03
    0a 0c 01  0a 00  20 01  10 00  10 01  10 02  0b
"""
"""The module of WebAssembly, in its binary format. As text::

    (module
      (import "js" "promise" (func $promise (param i32) (result externref)))
      (import "js" "suspend" (func $suspend (param externref) (result externref)))
      (import "js" "result" (func $result (param externref) (result i32)))
      (func (export "switch") (param $module i32) (param $target i32) (result i32)
        (call $result (call $suspend (call $promise (local.get $target))))))
"""
STACKS = """
(bytes, main, none, field, pyodide) => {
    // a stack is named by the address of its coroutine; it is resumed by the function that resolves its promise
    const resumed = new Map(), promises = new Map(), frames = new Map();
    let current = main;
    const add = (target, resume) => {
        resumed.set(target, resume);
        // resolved only once the stack that switches is suspended, so that a switch that fails resumes nothing
        promises.set(target, {then: (resolve) => {
            resumed.set(current, resolve);
            current = target;
            resumed.get(target)();
        }});
    };
    const functions = {
        promise: (target) => {
            const at = (pyodide._PyThreadState_Get() + field) >>> 2;
            frames.set(current, pyodide.HEAPU32[at]);
            pyodide.HEAPU32[at] = 0;
            return promises.get(target);
        },
        suspend: pyodide._JsvPromise_Syncify,
        result: (value) => {
            pyodide.HEAPU32[(pyodide._PyThreadState_Get() + field) >>> 2] = frames.get(current);
            return value === undefined ? none : 0;
        },
    };
    const code = new WebAssembly.Module(new Uint8Array(bytes.toJs()));
    const index = pyodide.wasmTable.grow(1);
    pyodide.wasmTable.set(index, new WebAssembly.Instance(code, {js: functions}).exports.switch);
    add(main);
    return {
        index,
        begin: (target, body) => add(target, () => { body.callPromising().then(() => body.destroy()); }),
        end: (ended, target) => {
            resumed.delete(ended);
            promises.delete(ended);
            frames.delete(ended);
            current = target;
            resumed.get(target)();
        },
    };
}
"""
"""The stacks, in JavaScript.

While a stack is suspended, the field ``current_frame`` of its thread state is null. The garbage collector follows that
of all thread states from frame to frame, and some of these lie on stacks that others have overwritten since. The
argument ``field`` is its offset, and ``pyodide`` has the functions of Pyodide's own module of WebAssembly.
"""
ONE_ARGUMENT = 0x8
"""The calling convention ``METH_O`` of CPython."""


F_FRAME = 3
"""The place of ``f_frame`` in a ``PyFrameObject``, after two words that each object has, and ``f_back``."""
WORDS = 40
"""The words of a thread state to look at: ``current_frame`` is among the first."""


class _Method(ctypes.Structure):
    """CPython's ``PyMethodDef``: a function of C, as the interpreter calls it."""

    _fields_ = (
        ("name", ctypes.c_char_p),
        ("function", ctypes.c_void_p),
        ("flags", ctypes.c_int),
        ("documentation", ctypes.c_char_p),
    )


def _current_frame() -> int:
    """Return the offset of ``current_frame`` in CPython's ``PyThreadState``, by the frame that is the current one.

    Raises:
        RuntimeError: this version of Python keeps it elsewhere.
    """
    words = ctypes.POINTER(ctypes.c_size_t)
    size = ctypes.sizeof(ctypes.c_size_t)
    frame = ctypes.cast(id(sys._getframe()), words)[F_FRAME]
    get_state = ctypes.pythonapi.PyThreadState_Get
    get_state.restype = ctypes.c_void_p
    state = ctypes.cast(get_state(), words)
    found = [size * index for index in range(WORDS) if state[index] == frame]
    if len(found) != 1:
        raise RuntimeError("this version of Pyodide is not known")
    return found[0]


class Stacks:
    """The stacks of Python, each with its coroutine.

    Args:
        main: the coroutine of the stack that runs now.

    Attributes:
        switch: suspends the running stack, and resumes that of a coroutine, which must be suspended or begin.
    """

    def __init__(self, main: object) -> None:
        with create_proxy(bytes.fromhex(MODULE)) as module:
            self._stacks: Any = run_js(STACKS)(module, id(main), id(None), _current_frame(), pyodide_js._module)
        self._method = _Method(b"switch", self._stacks.index, ONE_ARGUMENT, None)
        create = ctypes.pythonapi.PyCMethod_New
        create.argtypes, create.restype = [ctypes.c_void_p] * 4, ctypes.py_object
        self.switch: Callable[[object], None] = create(ctypes.addressof(self._method), None, None, None)

    def begin(self, coroutine: object, body: Callable[[], None]) -> None:
        """Add a stack, on which a function runs from the first switch to it.

        Args:
            coroutine: that the stack belongs to.
            body: the function, which must raise nothing.

        Raises:
            RuntimeError: the running stack cannot be suspended.
        """
        if not can_run_sync():
            raise RuntimeError(
                "threads need a browser with JSPI, and to be explored by runPythonAsync or callPromising"
            )
        self._stacks.begin(id(coroutine), create_proxy(body))

    def end(self, coroutine: object, following: object) -> None:
        """Let another stack continue once the running one has returned.

        Args:
            coroutine: that of the running stack.
            following: that of the other.
        """
        self._stacks.end(id(coroutine), id(following))
