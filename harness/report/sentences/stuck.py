"""The sentence for threads that wait for a signal which no thread will send."""

from __future__ import annotations

from harness.facts import LostWakeup, Wait
from harness.report.sentences.wording import Wording
from harness.report.text.phrases import at, listed
from harness.trace import LastNotify


def lost_wakeup(facts: LostWakeup) -> Wording:
    """A lost wake-up, or a signal that is missing altogether."""
    first, others = facts.first, facts.others
    message = f"{first.thread} waits for {first.label}{at(first.place)}, and nobody is left to wake it"
    if others:
        message += f"; {listed(others)} {'waits' if len(others) == 1 else 'wait'} too"
    return Wording(f"{message}.", tuple(map(_line, facts.waits)))


def last_notify(notify: LastNotify) -> str:
    """Return when the last ``notify()`` came, and how many threads it found waiting."""
    who = "nobody" if notify.waiting == 0 else f"{notify.waiting} waiting"
    return f"the last notify() was {notify.thread}'s at step {notify.step}; it found {who}"


def _line(wait: Wait) -> str:
    signal = f"; {last_notify(wait.notify)}" if wait.notify is not None else ""
    return f"{wait.thread} waits for {wait.label}{at(wait.place)}{signal}"
