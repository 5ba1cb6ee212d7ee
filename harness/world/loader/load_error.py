"""The error of a file that cannot be loaded, made from the exception that its top level raised."""

from __future__ import annotations

from collections.abc import Container
from pathlib import Path

from ...common.kinds import traceback_of
from ...trace import Place
from ...verdict import Verdict
from ..restrictions.blocked_apis import ProcessExit


class LoadError(Exception):
    """A file cannot be loaded.

    Args:
        message: one sentence.
        place: the line at fault, if known.
        verdict: the verdict of a program that consists of the file.
    """

    def __init__(self, message: str, place: Place | None = None, verdict: Verdict = Verdict.ERROR) -> None:
        super().__init__(message)
        self.place = place
        self.verdict = verdict


class StopLoading(BaseException):
    """``explore()`` was called at the top level of a file that is being loaded in order to be explored."""


def load_error(error: BaseException, path: str, files: Container[str] = ()) -> LoadError:
    """Return the error of a file whose top level raised an exception.

    Args:
        error: the exception.
        path: the file.
        files: the program's files, which it may import: the line at fault is that of the innermost.
    """
    place = innermost(error, {path}) if path not in files else innermost(error, files)
    name = Path(path if place is None else place.file).name
    line = f" line {place.line}" if place is not None else ""
    if isinstance(error, LoadError):
        return error
    if isinstance(error, SystemExit):
        call = error.call if isinstance(error, ProcessExit) else "sys.exit()"
        return LoadError(f"{name}{line} calls {call} while it is imported", place)
    if isinstance(error, ModuleNotFoundError):
        return LoadError(f"{name}{line} imports {error.name}, which cannot be found", place)
    return LoadError(f"{name}{line} cannot be imported: {type(error).__name__}: {error}", place)


def innermost(error: BaseException, files: Container[str]) -> Place | None:
    """Return the innermost line of an exception's traceback that is in one of ``files``; None if there is none."""
    found = None
    trace = traceback_of(error)
    while trace is not None:
        code = trace.tb_frame.f_code
        if code.co_filename in files:
            found = Place(code.co_filename, trace.tb_lineno, code.co_name)
        trace = trace.tb_next
    return found
