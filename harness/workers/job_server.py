"""The job server: the worker's side of the channel, which runs jobs and sends their results."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import suppress
from typing import IO, Any

from ..common.records import decode
from .hardening.audit_hook import AuditHook
from .heartbeat import Heartbeat
from .job import Job
from .job_answers import JobAnswers
from .limits import Limits

NEXT = 76
"""Exit code of a process that another one is to follow, because the next job is about another file."""


class JobServer:
    """Runs jobs until there are no more.

    Args:
        jobs: lines of JSON, one for each job.
        send: sends a message to the parent.
        dump: path of the file for ``faulthandler``.
        audit_hook: of this process.
        limits: of the worker and of each job.
        supervisor: a pipe that is closed when the supervisor ends; None if there is no supervisor.
    """

    def __init__(
        self,
        jobs: IO[bytes],
        send: Callable[[dict[str, Any]], None],
        dump: str,
        audit_hook: AuditHook,
        limits: Limits,
        supervisor: int | None,
    ) -> None:
        self._jobs = jobs
        self._send_signed = send
        self._number = 0
        self._heartbeat = Heartbeat(self.send, dump, supervisor, limits.hang)
        self._answers = JobAnswers(self._heartbeat, audit_hook, limits.memory)

    def send(self, message: dict[str, Any]) -> None:
        """Send a message to the parent about the job that is being done."""
        try:
            self._send_signed({**message, "job": self._number})
        except OSError:  # the parent is gone
            os._exit(1)

    def serve(self) -> None:
        """Run jobs until there are no more."""
        self.send({})
        self._heartbeat.start()
        for line in self._jobs:
            request = json.loads(line)
            if "next" in request:
                os._exit(NEXT)
            if self._number == 0:  # the client may have changed to another folder since it started this worker
                with suppress(OSError):
                    os.chdir(request["folder"])
            self._number = request["number"]
            self.send({})  # the job has begun: if its first line blocks inside C, the silence that follows shows that
            message = self._answers.answer(decode(Job, request["job"]))
            self.send({**message, **self._heartbeat.report(), "poisoned": self._answers.poisoned})
            self._heartbeat.counts = None
            if self._answers.poisoned:
                break
