"""Facts about a run of a grading: its progress, its sandbox, and what became of a file that could not be judged."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class RunProgress:
    """The progress of a run.

    Attributes:
        done: tasks that are over, those that were known before included.
        known: tasks that were known before.
        all: of this share.
        seconds: since the beginning.
    """

    done: int
    known: int
    all: int
    seconds: float

    @property
    def left(self) -> float | None:
        """Seconds that the rest will take, if it takes as long as what was judged; None before the first one."""
        judged = self.done - self.known
        return self.seconds / judged * (self.all - self.done) if judged else None


class Overrun(StrEnum):
    """A limit of a run that was reached."""

    TIME = "time"
    MEMORY = "memory"
    OUTPUT = "output"


class SandboxCaution(StrEnum):
    """A reason to be careful with what a run judges."""

    NOT_WANTED = "not_wanted"
    NOT_AVAILABLE = "not_available"
    NO_FILTER = "no_filter"


@dataclass(frozen=True, slots=True)
class ChosenSandbox:
    """The sandbox of a run.

    Attributes:
        name: ``bwrap`` or ``none``.
        caution: None if there is nothing to warn of.
        reason: why none is available; "" if one is, or if none is wanted.
    """

    name: str
    caution: SandboxCaution | None = None
    reason: str = ""
