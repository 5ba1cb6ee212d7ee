"""The sentence for threads that wait for a signal which no thread will send."""

from __future__ import annotations

from ...facts import LostWakeup, Wait
from ...trace import LastNotify
from ..text.phrases import at, counted, listed
from .wording import Wording


def lost_wakeup(facts: LostWakeup) -> Wording:
    """Return the words for a lost wake-up, or for a signal that is missing altogether."""
    first, others = facts.first, facts.others
    message = f"{first.thread} waits for {first.label}{at(first.place)}, and no thread is left to wake it"
    if others:
        message += f"; {listed(others)} {'waits' if len(others) == 1 else 'wait'}, too"
    return Wording(f"{message}.", tuple(map(_line, facts.waits)))


def last_notify(notify: LastNotify) -> str:
    """Return the last ``notify()`` in words: which thread called it, when, and the threads that were waiting."""
    waiting = f"{counted(notify.waiting, 'thread')} waited" if notify.waiting else "no thread waited"
    return f"{notify.thread} called the last notify() at step {notify.step}, when {waiting}"


def _line(wait: Wait) -> str:
    signal = f"; {last_notify(wait.notify)}" if wait.notify is not None else ""
    return f"{wait.thread} waits for {wait.label}{at(wait.place)}{signal}"
