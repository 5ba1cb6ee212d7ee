"""The start of a worker: the process forks, and one of the two processes becomes the supervisor of the other.

Its arguments are HOME DUMP LIFE: the folder that holds this package, the dump file, and the descriptor of a pipe that
is closed when the parent ends. The fork comes before the worker's modules are imported, so that the
supervisor stays small.
"""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Fork; the child becomes the worker."""
    dump, life = sys.argv[2:4]
    parent = os.getppid()
    if not hasattr(os, "fork"):
        _work(dump, None)
        return
    waiting, ready = os.pipe()
    worker = os.fork()
    if worker == 0:
        os.close(int(life))
        os.close(ready)
        os.setpgid(0, 0)
        os.read(waiting, 1)  # until the supervisor adopts orphans; it is also closed when the supervisor ends
        _work(dump, waiting)
        return
    os.close(waiting)
    try:
        from .supervisor import supervise

        supervise(worker, int(life), parent, ready)
    finally:
        os._exit(1)


def _work(dump: str, supervisor: int | None) -> None:
    from .worker import main as work

    work(dump, supervisor)
