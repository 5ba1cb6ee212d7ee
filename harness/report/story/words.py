"""The words for one event, as they are shown in the column of its thread."""

from __future__ import annotations

from ... import trace as kinds
from ...trace import Event, TryOutcome
from ..text.line import clean, cut
from ..text.phrases import changes, tries_to
from ..text.source import SourceText, container_of

OUTCOMES = {TryOutcome.FREE: ": yes", TryOutcome.TAKEN: ": no", None: ""}
CHECKS = {TryOutcome.FREE: ": free", TryOutcome.TAKEN: ": taken", None: ""}
POOL_WAITS = {"result": "the result", "exception": "the result", "wait": "results", "as_completed": "results",
              "result_iterator": "results"}  # fmt: skip
"""The object of a wait in each function of ``concurrent.futures``; for all others it is the pool."""
POOL_ACTS = {"__exit__": "shuts the pool down", "shutdown": "shuts the pool down", "__init__": "makes a pool",
             "cancel": "cancels a task", "cancelled": "checks a task", "done": "checks a task",
             "running": "checks a task", "add_done_callback": "adds a callback to a task"}  # fmt: skip
_TEMPORARY = "_kata_"
"""Prefix of the names that the rewriter gives to intermediate values; no learner has ever seen them."""


def name_of(event: Event) -> str:
    """Return the object's name, or "" if it has none that a learner knows."""
    return "" if event.label.startswith(_TEMPORARY) else clean(event.label)


def in_words(event: Event, source: SourceText | None, waited: str = "") -> str:
    """Return what the thread does, or "" if that cannot be said.

    Args:
        event: a step.
        source: the file of its line, which says how a container is changed.
        waited: for the end of a wait, the kind of the operation that waited.
    """
    name = name_of(event)
    if event.of_pool:
        return _asks_pool(event, waited)
    if event.refused:
        return f"{tries_to(event)} {name}"
    match event.kind:
        case kinds.READ | kinds.WRITE:
            return _access(event, name, source)
        case kinds.ACQUIRE:
            return f"acquires {name}"
        case kinds.TRY:
            return _tries(event, name, source)
        case kinds.EXPIRE:
            return f"times out waiting for {name}"
        case kinds.RELEASE:
            return f"releases {name}"
        case kinds.WAIT:
            return blocked(event.why, name) if event.why else f"does not wait for {name}"
        case kinds.WAKE:
            return f"acquires {name}" if waited == kinds.ACQUIRE else f"wakes up ({name})"
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
        case kinds.CHOOSE:
            return f"has the input {clean(event.value or '')}".rstrip()
        case kinds.FAIL:
            return f"raises {clean(event.value or 'an exception')}"
    return f"{clean(event.kind)} {name}".rstrip()


def blocked(kind: str, name: str) -> str:
    """Return what a thread does that waits."""
    return f"joins {name}" if kind == kinds.JOIN else f"waits for {name}"


def _asks_pool(event: Event, waited: str) -> str:
    """Return the words for an operation inside a thread pool: what the program asks of the pool."""
    method, _, function = event.of_pool.partition(" ")
    wanted = POOL_WAITS.get(method, "the pool")
    if event.kind == kinds.WAIT and event.why:
        return f"waits for {wanted}"
    if event.kind == kinds.WAKE and waited:
        return f"wakes up ({wanted})"
    if function:
        return f"submits {clean(function)}"
    return f"asks for {wanted}" if method in POOL_WAITS else POOL_ACTS.get(method, "works on a task")


def _tries(event: Event, name: str, source: SourceText | None) -> str:
    """Return the words for a try and its outcome; a call of ``locked()`` is recorded as a try, but only checks."""
    if source is not None and event.place is not None and source.says(event.place.line, ".locked("):
        return f"checks {name}{CHECKS[event.outcome]}"
    return f"tries {name}{OUTCOMES[event.outcome]}"


def _heard(event: Event) -> str:
    if event.waiters is None:
        return ""
    beyond = f", {event.beyond} more than asked wake{'s' if event.beyond == 1 else ''}" if event.beyond else ""
    return f" ({event.waiters or 'no thread'} waiting{beyond})"


def _access(event: Event, name: str, source: SourceText | None) -> str:
    if event.place is not None and source is not None and (event.value is None or not name):
        container = container_of(name) or None
        known = source.operations.find(event.place.line, event.kind, container, event.span)
        if known is None and not source.mentions(event.place.line, container):
            known = source.operations.find(event.place.line, event.kind, None, event.span)  # named from somewhere else
        if known is not None:
            return clean(known)
    if not name:
        return ""
    value = simple(event.value)
    if event.kind == kinds.READ:
        return f"reads {name} {value}".rstrip()
    return f"writes {name} {value}" if value else changes(name)


def simple(value: str | None) -> str:
    """Return a value worth printing, or "": the address and the inner state of an object are not."""
    if value is None or ("<" in value and value[0] not in "'\""):
        return ""
    return cut(clean(value), 20)
