"""The console script: starts the process that forks workers, then imports the commands and runs one.

Importing the commands takes about as long as that process needs to become ready, so both happen at once.
"""

from __future__ import annotations

import gc
import sys

JUDGING = frozenset({"check", "explore", "verify", "watch"})
"""Commands that need a worker nearly always."""
HELP = frozenset({"-h", "--help"})
OBJECTS = 50_000
"""New objects after which garbage is looked for: with Python's 700, this is a tenth of the time of all imports."""


def main() -> None:
    """Run the console script."""
    gc.set_threshold(OBJECTS)
    arguments = sys.argv[1:]
    command = arguments[0] if arguments else "watch"
    if command in JUDGING and HELP.isdisjoint(arguments) and (arguments or sys.stdin.isatty()):
        from ..workers.fork_requests import start_ahead

        start_ahead()
    from .app import app

    try:
        app()
    finally:
        gc.freeze()  # the interpreter, as it ends, need not look for garbage in all that was imported
