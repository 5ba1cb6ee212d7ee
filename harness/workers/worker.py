"""The worker process: prepares itself, and forks a process that has run no code under test for each new file."""

from __future__ import annotations

import faulthandler
import gc
import json
import os
import signal
from collections.abc import Callable
from contextlib import suppress

from ..answers.game import GameAnswer
from ..common.records import decode, prepare
from ..program.clause import Clause
from ..program.temporary_folders import TEMPORARY, folder_of
from ..world.last_world import LastWorld
from .channel import process_key, sender
from .exit_status import SIGNALLED
from .hardening.audit_hook import install
from .hardening.integrity import integrity_check
from .job_server import NEXT, JobServer
from .limits import Limits, impose
from .preparation import prepare_to_judge


def prepare_process() -> None:
    """Import and generate what every worker needs."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent reacts to Ctrl-C, and ends this process
    prepare_to_judge()


def main(dump: str, supervisor: int | None, check: Callable[[], str]) -> None:
    """Serve the parent, with standard input and output out of reach of code under test.

    This process runs no code under test where there is ``fork``: each file gets a copy of it, with everything imported
    and nothing damaged by the file before.

    Args:
        dump: path of the file for ``faulthandler``.
        supervisor: a pipe that is closed when the supervisor ends; None if there is no supervisor.
        check: the integrity check, made after ``prepare_process``.
    """
    jobs = os.fdopen(os.dup(0), "rb", 0)  # unbuffered: what follows the line just read may be for another process
    results = os.fdopen(os.dup(1), "w", encoding="ascii")
    _close_standard_streams()
    first = json.loads(jobs.readline())
    limits = decode(Limits, first["limits"])
    key = bytes.fromhex(first.pop("key"))
    if first["plays"]:  # no other worker needs it, and it takes time
        prepare(encoded=(GameAnswer,))
        check = integrity_check()
    impose(limits)
    Clause.worlds = LastWorld()
    TEMPORARY.base = folder_of(dump)
    number = 0
    while supervisor is not None:
        for descriptor in (jobs.fileno(), results.fileno(), supervisor):
            os.set_blocking(descriptor, True)  # the process before shared them, and may have changed that
        gc.freeze()  # the child need not look for garbage in what it shares, which would copy every page of it
        if os.fork() == 0:
            break
        _, status = os.wait()
        code = os.waitstatus_to_exitcode(status)
        if code != NEXT:
            os._exit(code if code >= 0 else SIGNALLED - code)
        number += 1
    send = sender(process_key(key, number), results.write, results.flush)
    del key
    JobServer(jobs, send, dump, install(check), limits, supervisor).serve()
    with suppress(OSError):
        results.flush()
    os._exit(0)  # a normal exit would wait for coroutines that refuse to end


def _close_standard_streams() -> None:
    """Redirect standard input, output and error to the null device; error stays open for KATA_WORKER_STDERR."""
    null = os.open(os.devnull, os.O_RDWR)
    verbose = bool(os.environ.get("KATA_WORKER_STDERR"))
    for descriptor in (0, 1) if verbose else (0, 1, 2):
        os.dup2(null, descriptor)
    if verbose:
        faulthandler.enable()
