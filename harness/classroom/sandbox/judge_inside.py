"""The program that runs inside the sandbox: reads a task, judges the file, and writes what was judged."""

from __future__ import annotations

import base64
import json
import os
import sys

from ...common.records import encode
from ..judge import Task, judge_file


def main() -> None:
    """Judge the task on standard input, and write the answer on what was standard output.

    What else is written there, by whatever runs here, goes to standard error: it must not get into the answer.
    """
    data = json.loads(sys.stdin.buffer.read())
    data["source"] = base64.b64decode(data["source"])
    answers = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)
    judged = judge_file(Task(**data))
    answers.write(json.dumps(encode(judged)))
    answers.close()
    os._exit(0)
