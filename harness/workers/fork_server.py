"""The fork server: a process that imports once what all workers need, and forks each worker on request.

A worker that is forked is ready in a few milliseconds, and the second one costs no import at all. The server runs no
code under test and reads nothing but the socket to its parent, which no worker has: each closes it before it does
anything else. It ends when the parent closes the other end, or is gone.

A request forks the supervisor of a new worker, which forks the worker (see ``supervisor.py``). The server waits for no
supervisor; the parent learns from a pipe when one ends (see ``fork_requests.py``).
"""

from __future__ import annotations

import gc
import os
import signal
import socket
from collections.abc import Callable
from contextlib import suppress

from .hardening.integrity import integrity_check
from .supervisor import supervise
from .worker import main as work
from .worker import prepare_process

LONGEST = 4_096
"""Bytes of a request: the path of a dump file."""
DESCRIPTORS = 4
"""Open files that come with a request: the worker's standard input and output, ``life`` and ``status``."""


def serve(control: int) -> None:
    """Fork workers until the parent ends; does not return.

    Args:
        control: the descriptor of a socket, on which requests arrive.
    """
    requests = socket.socket(fileno=control)
    signal.signal(signal.SIGCHLD, lambda number, frame: _reap())
    prepare_process()
    gc.enable()  # the launcher has disabled it
    check = integrity_check()
    gc.freeze()  # a forked process need not look for garbage in what it shares: that would copy every page
    while True:
        try:
            text, descriptors, _, _ = socket.recv_fds(requests, LONGEST, DESCRIPTORS)
        except OSError:  # the parent is gone
            break
        if not text or len(descriptors) != DESCRIPTORS:
            break
        if os.fork() == 0:
            try:
                requests.close()
                _launch(text.decode(), check, *descriptors)
            finally:
                os._exit(1)
        for descriptor in descriptors:
            os.close(descriptor)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    with suppress(ChildProcessError):
        while True:
            os.wait()
    os._exit(0)


def _reap() -> None:
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _launch(dump: str, check: Callable[[], str], given: int, answers: int, life: int, status: int) -> None:
    """Become the supervisor of a new worker.

    Args:
        dump: path of the worker's file for ``faulthandler``.
        check: the integrity check.
        given: the worker's standard input.
        answers: the worker's standard output.
        life: a pipe that is closed when the parent ends.
        status: a pipe that takes this process's identifier, and in the end the worker's exit code.
    """
    server = os.getppid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    os.write(status, b"%d\n" % os.getpid())
    for descriptor, standard in ((given, 0), (answers, 1)):
        os.dup2(descriptor, standard)
        os.close(descriptor)
    waiting, ready = os.pipe()
    worker = os.fork()
    if worker == 0:
        for descriptor in (life, status, ready):
            os.close(descriptor)
        os.setpgid(0, 0)
        os.read(waiting, 1)  # until the supervisor adopts orphans; it is also closed when the supervisor ends
        try:
            work(dump, waiting, check)
        except BaseException:
            import traceback

            traceback.print_exc()
        finally:
            os._exit(1)
    os.close(waiting)
    supervise(worker, life, server, ready, status)
