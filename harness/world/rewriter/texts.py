"""Text that a program executes: ``exec``, ``eval`` and ``compile``, with the text rewritten as a file is.

``dataclasses`` makes its methods in this way, so what they read and write is seen.
"""

from __future__ import annotations
import __future__

import ast
from collections.abc import Callable
from functools import lru_cache
from types import CodeType, FunctionType
from typing import Any

from ...common.kinds import class_has, module_of, of_class
from .announcer import Announcer
from .changing_attributes import ANY_ATTRIBUTE
from .code_objects import program_frame
from .rewriter import rewrite
from .variables import local_names

TEXT = "<string, rewritten>"
"""The file name of such code."""
MARK = "_kata_get"
"""A name among the builtins of rewritten code, and of no other."""
FUTURES = sum(getattr(__future__, name).compiler_flag for name in __future__.all_feature_names)
"""The flags of code whose module asks for features of ``__future__``."""
KEPT = 256
"""Texts whose code is kept: ``dataclasses`` makes the same ones in every execution."""


@lru_cache(maxsize=KEPT)
def code_of_text(text: str, mode: str, flags: int = 0) -> CodeType:
    """Return the code of a text, rewritten.

    Args:
        text: the source.
        mode: "exec" or "eval".
        flags: the ``__future__`` features of the code that executes it.

    Raises:
        SyntaxError: the text is not Python.
    """
    try:
        tree: Any = ast.parse(text.lstrip(" \t") if mode == "eval" else text, TEXT, mode)
        rewritten = rewrite(tree, ANY_ATTRIBUTE, shares_globals=True)
        code: CodeType = compile(rewritten, TEXT, mode, flags, dont_inherit=True)
    except SyntaxError:
        compile(text, "<string>", mode, flags, dont_inherit=True)  # raises it in Python's words
        raise
    return code


def _answers_any_name(space: Any) -> bool:
    """True for a namespace that may have an answer for the names of the runtime: a ``defaultdict``, or by own code."""
    kind = type(space)
    if module_of(kind) == "builtins":
        return False
    return class_has(kind, "__missing__") or type(of_class(kind, "__getitem__")) is FunctionType


def functions_of_text(announcer: Announcer) -> dict[Any, Callable[..., Any]]:
    """Return the functions that are called in place of ``exec``, ``eval`` and ``compile``.

    Args:
        announcer: notes code that is not rewritten, because it is not made of a text.
    """

    def spaces(run: Callable[..., Any], globals: Any, locals: Any) -> tuple[dict[str, Any], Any]:
        if not isinstance(globals, dict | None) or not (locals is None or hasattr(type(locals), "__getitem__")):
            run("0", globals, locals)  # which raises an error
        frame = program_frame()
        if globals is None:
            return frame.f_globals, local_names(frame) if locals is None else locals
        globals.setdefault("__builtins__", frame.f_builtins)
        return globals, globals if locals is None else locals

    def rewritten(source: Any, mode: str, names: dict[str, Any], own: Any) -> Any:
        if not isinstance(source, str | bytes | bytearray | memoryview | CodeType):
            return source  # which is an error
        if isinstance(source, CodeType):
            if source.co_filename != TEXT:
                announcer.admit("code that is not made of a text")
            return source
        flags = program_frame().f_code.co_flags & FUTURES
        if any(map(_answers_any_name, (names, own))):
            announcer.admit(f"{mode}() with a namespace that answers any name", always=True)
            return compile(source, "<string>", mode, flags, dont_inherit=True)
        builtin = names["__builtins__"]
        if MARK not in (builtin if isinstance(builtin, dict) else vars(builtin)):
            # the namespace of a module that is not rewritten
            return compile(source, "<string>", mode, flags, dont_inherit=True)
        if isinstance(source, bytes | bytearray):
            source = bytes(source).decode()
        if isinstance(source, str):
            return code_of_text(source, mode, flags)
        announcer.admit("code that is not made of a text", always=True)
        return compile(source, "<string>", mode, flags, dont_inherit=True)

    def execute(source: Any, globals: Any = None, locals: Any = None, /, **words: Any) -> None:
        names, own = spaces(exec, globals, locals)
        exec(rewritten(source, "exec", names, own), names, own, **words)

    def evaluate(source: Any, globals: Any = None, locals: Any = None, /) -> Any:
        names, own = spaces(eval, globals, locals)
        return eval(rewritten(source, "eval", names, own), names, own)

    def compiled(source: Any, filename: Any, mode: str, *args: Any, **words: Any) -> Any:
        if isinstance(source, bytes | bytearray):
            announcer.read(source)
        if isinstance(source, str) and mode in ("exec", "eval") and not args and not words:
            return code_of_text(source, mode).replace(co_filename=TEXT)
        made = compile(source, filename, mode, *args, **words)
        if isinstance(made, CodeType):
            announcer.admit("code that is not made of a text", always=True)
        return made

    return {exec: execute, eval: evaluate, compile: compiled}
