"""The console script: starts the process that forks workers, then imports the commands and runs one.

Importing the commands takes about as long as that process needs to become ready, so both happen at once.
"""

from __future__ import annotations

import sys

JUDGING = frozenset({"check", "explore", "verify", "watch"})
"""Commands that need a worker nearly always."""
HELP = frozenset({"-h", "--help"})


def main() -> None:
    """Run the console script."""
    arguments = sys.argv[1:]
    command = arguments[0] if arguments else "watch"
    if command in JUDGING and HELP.isdisjoint(arguments) and (arguments or sys.stdin.isatty()):
        from ..workers.fork_requests import start_ahead

        start_ahead()
    from .app import app

    app()
