"""The start of a process of workers: the fork server, or where there is no ``fork`` the worker itself.

Its arguments are HOME, the folder that holds this package, and the descriptor of the fork server's socket, or the
worker's dump file where there is no ``fork``.
"""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Serve requests for workers, or be the one worker."""
    if hasattr(os, "fork"):
        from .fork_server import serve

        serve(int(sys.argv[2]))
        return
    from .worker import main as work
    from .worker import prepare_process

    work(sys.argv[2], None, prepare_process())
