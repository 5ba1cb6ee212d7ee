"""One event in words, as it stands in the column of its thread."""

from __future__ import annotations

import re

from harness import trace as kinds
from harness.report.text.line import clean, cut
from harness.report.text.source import SourceText
from harness.trace import Event, TryOutcome

BLOCKED = "■"
OUTCOMES = {TryOutcome.FREE: ": yes", TryOutcome.TAKEN: ": no", None: ""}
_TEMPORARY = "_kata_"
"""Names that the rewriter gives to values on their way; no learner has ever seen them."""


def name_of(event: Event) -> str:
    """The object's name, or "" if it has none that a learner knows."""
    return "" if event.label.startswith(_TEMPORARY) else clean(event.label)


def in_words(event: Event, source: SourceText | None, waited: str = "") -> str:
    """What the thread did, or "" if that cannot be said.

    Args:
        event: a step.
        source: the file of its line, to say how a container was changed.
        waited: for the end of a wait, what kind of wait it was.
    """
    name = name_of(event)
    match event.kind:
        case kinds.READ | kinds.WRITE:
            return _access(event, name, source)
        case kinds.ACQUIRE:
            return f"takes {name}"
        case kinds.TRY:
            return _tries(event, name, source)
        case kinds.EXPIRE:
            return f"gives up on {name}: time is up"
        case kinds.RELEASE:
            return f"releases {name}"
        case kinds.WAIT:
            return waiting(event.why, name) if event.why else f"need not wait for {name}"
        case kinds.WAKE:
            return f"gets {name}" if waited == kinds.ACQUIRE else f"wakes up ({name})"
        case kinds.NOTIFY:
            return f"notifies {name}{_heard(event)}"
        case kinds.START:
            return f"starts {name}"
        case kinds.JOIN:
            return f"has joined {name}"
        case kinds.END:
            return "ends"
        case kinds.SLEEP:
            return f"sleeps {clean(event.value or '')}".rstrip()
        case kinds.FAIL:
            return f"raises {clean((event.value or 'an exception').partition(':')[0])}"
    return f"{clean(event.kind)} {name}".rstrip()


def waiting(kind: str, name: str) -> str:
    """A wait that blocks."""
    return f"joins {name} {BLOCKED}" if kind == kinds.JOIN else f"waits for {name} {BLOCKED}"


def _tries(event: Event, name: str, source: SourceText | None) -> str:
    """What came of it: ``locked()`` only looks."""
    if source is not None and event.place is not None and source.says(event.place.line, ".locked("):
        if event.outcome is None:
            return f"looks at {name}"
        return f"looks: {name} is {'free' if event.outcome is TryOutcome.FREE else 'taken'}"
    return f"tries {name}{OUTCOMES[event.outcome]}"


def _heard(event: Event) -> str:
    if event.waiters is None:
        return ""
    return f" ({event.waiters or 'nobody'} waiting)"


def _access(event: Event, name: str, source: SourceText | None) -> str:
    if event.place is not None and source is not None and (event.value is None or not name):
        container = re.split(r"[\[.]", name)[0] or None
        known = source.operations.find(event.place.line, event.kind, container)
        if known is None and not source.mentions(event.place.line, container):
            known = source.operations.find(event.place.line, event.kind, None)  # named from somewhere else
        if known is not None:
            return clean(known)
    if not name:
        return ""
    value = simple(event.value)
    if event.kind == kinds.READ:
        return f"reads {name} {value}" if value else f"looks at {name}"
    return f"writes {name} {value}" if value else f"changes {name}"


def simple(value: str | None) -> str:
    """A value worth printing, or "": an object's address and inner life are not."""
    if value is None or ("<" in value and value[0] not in "'\""):
        return ""
    return cut(clean(value), 20)
