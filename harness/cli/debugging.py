"""``kata replay --pdb`` and ``--debugpy``: one schedule under a debugger, in the process of the command itself.

A worker has no terminal, and ends a program that stands still. Here nothing limits the time, so that a person can
think.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import typer

from .common import exit_code, show

if TYPE_CHECKING:
    from ..debugger.session import Debugger
    from ..result import Result
    from ..workers.job import Job
    from ..world.world import World


def debug_replay(job: Job, *, address: str | None = None, attached: bool = False) -> None:
    """Replay a job's schedule, print the report, replay it again under a debugger, and exit as ``kata replay`` does.

    Args:
        job: with the token.
        address: where to wait for an editor's debugger, as HOST:PORT or PORT; None for pdb in this terminal.
        attached: an editor's debugger has started this process, or is attached to it.

    Raises:
        UsageError: the address is none, or debugpy is not installed.
        TokenError: the token does not fit the program.
    """
    from ..debugger.session import debug
    from ..token import Token
    from ..workers.programs import program_of

    debugger: Callable[[World, str], Debugger]
    if attached or address is not None:
        from ..debugger.editor_debugger import EditorDebugger, parsed_address, stop_tracing, wait_for_editor

        if attached:
            stop_tracing()
        where = parsed_address(address) if address is not None and not attached else None

        def debugger(world: World, first: str) -> Debugger:
            if where is not None:
                wait_for_editor(where, lambda text: typer.echo(f"kata: {text}", err=True))
            return EditorDebugger(world, first)
    else:
        from ..debugger.pdb_debugger import SchedulePdb

        debugger = SchedulePdb
    debugged = debug(program_of(job), Token.parse(str(job.replay)), debugger, _show)
    if debugged.problem or debugged.differs is not None:
        why = debugged.problem or f"the program took another course from step {debugged.differs} on"
        typer.echo(f"kata: under the debugger, {why}; the report is of the replay without it", err=True)
    raise typer.Exit(exit_code([debugged.result]))


def _show(result: Result) -> None:
    """Print the report of a result whose texts no worker has made safe for a terminal."""
    from ..common.records import decode, encode
    from ..result import Result
    from ..workers.terminal_safe import terminal_safe

    show(decode(Result, terminal_safe(encode(result))))


def has_debugger() -> bool:
    """Return whether an editor's debugger has started this process, or is attached to it."""
    pydevd = sys.modules.get("pydevd")  # of debugpy, or of PyCharm
    find = getattr(pydevd, "get_global_debugger", None)
    debugger = find() if find is not None else None
    return debugger is not None and bool(getattr(debugger, "is_attached", lambda: True)())
