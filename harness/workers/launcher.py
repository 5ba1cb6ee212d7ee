"""The start of a process of workers: the fork server, or where there is no ``fork`` the worker itself.

Its arguments are HOME, the folder that holds this package, and the descriptor of the fork server's socket, or the
worker's dump file where there is no ``fork``.
"""

from __future__ import annotations

import gc
import os
import sys


def main() -> None:
    """Serve requests for workers, or be the one worker."""
    gc.disable()  # imports leave no garbage, and looking for it is a tenth of their time
    if hasattr(os, "fork"):
        from .fork_server import serve

        serve(int(sys.argv[2]))
        return
    from .hardening.integrity import integrity_check
    from .worker import main as work
    from .worker import prepare_process

    prepare_process()
    gc.enable()
    work(sys.argv[2], None, integrity_check())
