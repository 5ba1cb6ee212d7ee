"""The small programs beside this file: ``fail/VERDICT/x.py`` must be called that, ``pass/VERDICT/x.py`` is a near miss.

The first lines of a program may be comments that say more of it:

- ``# contract: FILE::CLAUSE``: it is judged by that clause of ``contracts/FILE.py``; else its function ``main`` is.
- ``# public: NAME; NAME.METHOD(ARGUMENT)``: names that the contract asks for.
- ``# facts: TEXT; TEXT``: must be in what ``described`` makes of the facts of the finding.
- ``# slow: WHY``: only with ``--slow``.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path

from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.program.clause import Clause
from harness.program.function import Function
from harness.program.program import Program
from harness.result import Result
from harness.trace import Place
from harness.workers.client import WorkerClient
from harness.workers.job import Job
from harness.workers.limits import Limits

HERE = Path(__file__).parent
SCHEDULES = 150
IMPATIENT = Limits(hang=1.0, silence=3.0)
"""For programs that hang."""
KNOWN = {
    "livelock/puts_the_letter_back": "who stands at a lock in the very last step is not named among those who run",
}
"""What the harness does not name rightly yet, and why."""


def files(kind: str) -> list[Path]:
    """All programs of ``fail`` or of ``pass``."""
    return sorted((HERE / kind).glob("*/*.py"))


def said(file: Path, word: str) -> list[str]:
    """What the comments at the top say under a word, a line each."""
    lines = []
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line.startswith("# "):
            break
        if line.startswith(f"# {word}: "):
            lines.append(line.removeprefix(f"# {word}: "))
    return lines


def program(file: Path) -> Program:
    """What is to be judged."""
    contract = said(file, "contract")
    if not contract:
        return Function(str(file), "main")
    name, _, clause = contract[0].partition("::")
    public = tuple(entry for line in said(file, "public") for entry in line.split("; "))
    return Clause(name, str(HERE / "contracts" / f"{name}.py"), clause, str(file), public)


@cache
def judged(file: Path, schedules: int = SCHEDULES) -> Result:
    """What the explorer says of a program; one that would hang is judged in a worker process."""
    if file.parent.parent.name == "fail" and file.parent.name == "hang":
        with WorkerClient(IMPATIENT) as judges:
            return judges.judge(Job("explore", str(file), "main", schedules=schedules))
    with _left_as_it_was():
        return run(program(file), Budget(schedules))


def described(fact: object, *, nested: bool = False) -> str:
    """The facts of a finding without field names, as ``Livelock [(P0 :12), (P1 :12)]``; a place is ``:LINE``."""
    if isinstance(fact, Place):
        return f":{fact.line}"
    if is_dataclass(fact):
        inner = " ".join(described(getattr(fact, field.name), nested=True) for field in fields(fact))
        return f"({inner})" if nested else f"{type(fact).__name__} {inner}".rstrip()
    if isinstance(fact, tuple):
        return f"[{', '.join(described(one, nested=True) for one in fact)}]"
    return str(fact)


@contextmanager
def _left_as_it_was() -> Iterator[None]:
    """Programs that remember something outside of the schedule leave it behind in this process."""
    path, environment = sys.path[:], os.environ.copy()
    yield
    sys.path[:] = path
    for name in os.environ.keys() - environment.keys():
        del os.environ[name]
