"""Executors: where tasks run. All have the interface of ``concurrent.futures.Executor``."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any

from ..common.python import python_name
from ..errors import UsageError
from ..report.sentences.grading_run import other_python_worker_sentence
from .judge import clear_workplace

LOCAL = "local"
"""The address that stands for a Dask cluster on this machine."""
ExecutorMaker = Callable[[], Executor]


@contextmanager
def executors(jobs: int, dask: str | None) -> Iterator[ExecutorMaker]:
    """Provide a function that makes an executor: once at first, and again whenever one has broken.

    Args:
        jobs: the number of processes; 0 for one per core.
        dask: ``local``, or the address of a Dask scheduler; None for processes of this machine.

    Raises:
        UsageError: Dask is not installed, there is no scheduler at the address, or a worker runs another Python.
    """
    number = jobs or os.cpu_count() or 1
    if dask is None:
        yield lambda: _processes(number)
        return
    try:
        import distributed
    except ImportError:
        raise UsageError("--dask needs distributed: pip install 'concurrency-katas[cluster]'") from None
    distributed_: Any = distributed
    try:
        if dask == LOCAL:
            cluster = distributed_.LocalCluster(n_workers=number, threads_per_worker=1, dashboard_address=None)
            client = distributed_.Client(cluster)
        else:
            cluster, client = None, distributed_.Client(dask, timeout=10)
    except (OSError, ValueError) as error:
        raise UsageError(f"--dask {dask}: no scheduler answers there ({error})") from None
    try:
        for python in set(client.run(python_name).values()) - {python_name()}:
            raise UsageError(f"--dask {dask}: {other_python_worker_sentence(python, python_name())}")
        # pure=False: two tasks with the same arguments are the same to Dask, and here one is the retry of the other
        yield lambda: client.get_executor(pure=False, retries=0)
    finally:
        client.close()
        if cluster is not None:
            cluster.close()


def end_processes() -> None:
    """End the processes of this one at once: an executor would wait for the files that they are judging."""
    for process in multiprocessing.active_children():
        process.terminate()


def _processes(number: int) -> Executor:
    # not fork: this process has threads
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(number, mp_context=context, initializer=_prepare)


def _prepare() -> None:
    """Let the parent react to Ctrl-C, and end this process when the parent is gone.

    A process of an executor would wait for ever for a parent that was ended by SIGKILL.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: _leave())
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def wait() -> None:
        parent.join()
        _leave()

    threading.Thread(target=wait, name="parent", daemon=True).start()


def _leave() -> None:
    clear_workplace()
    os._exit(1)  # the workers end when their pipe is closed
