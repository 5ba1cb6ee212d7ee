"""Functions that show stacks, for rewritten code: without the frames of the harness between those of the program."""

from __future__ import annotations

import inspect
import sys
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any, ParamSpec, TypeVar, TypeVarTuple

from ...common.kinds import module_of
from .code_objects import caller_frame

OURS = str(Path(__file__).resolve().parents[2])
"""The folder of the harness, whose frames no program is shown."""
_VARIABLES = frozenset({ParamSpec, TypeVar, TypeVarTuple})
"""Types of variables of types, which keep the name of the module that made them."""


def functions_of_stacks() -> dict[Any, Callable[..., Any]]:
    """Return the functions that are called in place of those of ``traceback`` and ``inspect``."""
    format_exception: Any = traceback.format_exception
    return {
        inspect.currentframe: caller_frame_or_none,
        inspect.stack: stack,
        traceback.extract_stack: extract_stack,
        traceback.format_stack: lambda f=None, limit=None: _below(f or caller_frame(), limit).format(),
        traceback.print_stack: lambda f=None, limit=None, file=None: _print(
            _below(f or caller_frame(), limit).format(), file
        ),
        traceback.extract_tb: extract_tb,
        traceback.format_tb: lambda tb, limit=None: extract_tb(tb, limit).format(),
        traceback.print_tb: lambda tb, limit=None, file=None: _print(extract_tb(tb, limit).format(), file),
        traceback.format_exception: lambda *args, **words: _shown(format_exception(*args, **words)),
        traceback.format_exc: lambda *args, **words: "".join(_formatted(*args, **words)),
        traceback.print_exc: lambda limit=None, file=None, chain=True: _print(_formatted(limit, chain), file),
    }


def functions_of_frames() -> dict[Any, Callable[..., Any]]:
    """Return the functions that are called in place of those of ``sys`` that count frames."""
    module_of: Any = getattr(sys, "_getframemodulename", None)

    def frame_module(depth: int = 0) -> str | None:
        frame: FrameType | None = caller_frame()  # its name is no secret: the audit hook lets it be
        above = 1
        for _ in range(depth):
            caller = caller_of(frame)
            if caller is None:
                return None
            while frame is not None and frame is not caller:
                frame, above = frame.f_back, above + 1
        # not __name__ of the frame's globals: Python takes the module of the function
        found: str | None = module_of(above)
        return found

    return {sys._getframe: frame_above} | ({} if module_of is None else {module_of: frame_module})


def frame_above(depth: int = 0) -> FrameType:
    """Implements ``sys._getframe``."""
    found: FrameType | None = sys._getframe(1)
    for _ in range(depth):
        found = caller_of(found)
    if found is None:
        raise ValueError("call stack is not deep enough")
    return found


def caller_of(frame: FrameType | None) -> FrameType | None:
    """Return the frame that called another one, without those of the runtime in between."""
    found = frame.f_back if frame is not None else None
    while found is not None and found.f_code.co_filename.startswith(OURS):
        found = found.f_back
    return found


def in_module_of_caller(made: Any, ours: str) -> Any:
    """Return what a call made; a class, or a variable of types, belongs to the module of the program's line.

    Python takes the module of what no statement makes, such as a named tuple, from the frame of the caller. That is a
    frame of the runtime here, and pickle would not find the class.

    Args:
        made: by the call.
        ours: the module of the runtime that made the call.
    """
    is_class = issubclass(type(made), type)
    if (is_class and module_of(made) == ours) or (type(made) in _VARIABLES and made.__module__ == ours):
        frame = caller_of(caller_frame(-1))  # not sys._getframe(): the audit hook would take it for the program's call
        assign = type.__setattr__ if is_class else object.__setattr__
        assign(made, "__module__", frame.f_globals.get("__name__", "__main__") if frame is not None else "__main__")
    return made


def caller_frame_or_none() -> FrameType | None:
    """Implements ``inspect.currentframe``."""
    return caller_frame()


def stack(context: int = 1) -> list[Any]:
    """Implements ``inspect.stack``."""
    return [one for one in inspect.getouterframes(caller_frame(), context) if not one.filename.startswith(OURS)]


def extract_stack(f: FrameType | None = None, limit: int | None = None) -> traceback.StackSummary:
    """Implements ``traceback.extract_stack``."""
    return _below(f or caller_frame(), limit)


def extract_tb(tb: TracebackType | None, limit: int | None = None) -> traceback.StackSummary:
    """Implements ``traceback.extract_tb``."""
    found = _frames(traceback.extract_tb(tb))
    if limit is None:
        return traceback.StackSummary.from_list(found)
    return traceback.StackSummary.from_list(found[:limit] if limit >= 0 else found[limit:])


def _below(frame: FrameType, limit: int | None) -> traceback.StackSummary:
    found = _frames(traceback.extract_stack(frame))
    if limit is None:
        return traceback.StackSummary.from_list(found)
    return traceback.StackSummary.from_list(found[-limit:] if limit >= 0 else found[:-limit])


def _frames(summary: Iterable[traceback.FrameSummary]) -> list[traceback.FrameSummary]:
    return [one for one in summary if not one.filename.startswith(OURS)]


def _formatted(limit: int | None = None, chain: bool = True) -> list[str]:
    error = sys.exc_info()[1]
    return _shown(traceback.format_exception(error, limit=limit, chain=chain) if error else ["NoneType: None\n"])


def _shown(lines: list[str]) -> list[str]:
    return [line for line in lines if not line.startswith(f'  File "{OURS}')]


def _print(lines: list[str], file: Any) -> None:
    (sys.stderr if file is None else file).write("".join(lines))
