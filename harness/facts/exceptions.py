"""Facts about exceptions: those that reach the top of a thread, and those with which the harness refuses a program."""

from __future__ import annotations

from dataclasses import dataclass

from ..trace import Place


@dataclass(frozen=True, slots=True)
class FailedAssertion:
    """An assertion failed.

    Attributes:
        text: its message, or else its source; "" if neither is known.
        untrue: the text is the source of the expression that was not true.
        expected: the name of the exception that ``pytest.raises`` has waited for in vain, or "".
    """

    thread: str
    text: str
    place: Place | None
    untrue: bool = False
    expected: str = ""


@dataclass(frozen=True, slots=True)
class UncaughtException:
    """An exception reached the top of a thread.

    Attributes:
        error: name of its class.
        text: its message, or "".
    """

    thread: str
    error: str
    text: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class ExitCall:
    """A thread called a function that ends the process, such as ``sys.exit(1)``."""

    thread: str
    call: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class NotImplementedYet:
    """A method still raises NotImplementedError; ``method`` is its name, or "" if it is not known."""

    method: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class NotBegun:
    """The file of the kata is still the stub."""

    kata: str


@dataclass(frozen=True, slots=True)
class LoadFailure:
    """The program cannot be loaded or simulated; ``text`` is the exception's own message, which has the line."""

    text: str


@dataclass(frozen=True, slots=True)
class ExplorerFailure:
    """The explorer itself has raised an exception, which is a fault of the harness and not of the program.

    Attributes:
        exception: the name of the exception's class.
        text: its text.
        file: the file of the harness that raised it.
        line: the line there.
    """

    exception: str
    text: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class ForbiddenUse:
    """The program uses a module, primitive or method that its contract forbids; ``text`` is the exception's message."""

    text: str
    place: Place | None
