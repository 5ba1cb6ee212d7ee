"""The sentence for the difference between a failing schedule and a passing one near it."""

from __future__ import annotations

import os

from ... import trace as kinds
from ...facts.difference import Difference, Effect, OtherOrder
from ...trace import Event, Place, TryOutcome
from ..text.line import clean
from ..text.phrases import changes, counted, line_of, tries_to

STATES = {TryOutcome.FREE: "free", TryOutcome.TAKEN: "taken"}
NUMBERED = "#"
"""Part of a name that tells objects of one name apart, as in ``Account#2.lock``."""
_INSTEAD = ", where in this one"
_TEMPORARY = "_kata_"
"""Prefix of the names that the rewriter gives to intermediate values."""


def difference_sentence(difference: Difference, file: str) -> str:
    """Return what a passing schedule does differently, and what that changes; "" if none was found.

    Nothing is said of objects that have numbers in place of names: those are of one execution only.

    Args:
        difference: of two executions.
        file: the file under test, of whose lines only the numbers are said.
    """
    passing = difference.passing
    if passing is None:
        return ""
    said = _sentence(difference, passing, file)
    return said if NUMBERED not in said else ""


def _sentence(difference: Difference, passing: Event, file: str) -> str:
    which = "A near schedule" if difference.near else "Another schedule"
    where = f"at step {difference.step}" if difference.failing is not None else "where this one ends,"
    begin = f"{which} passes: {where} {_parting(difference, passing, file)}"
    what, pronoun = _change(difference, passing, file)
    if not what:
        return f"{begin}."
    if _INSTEAD in begin:  # the sentence has spoken of the failing schedule since
        return f"{begin}. There {what}."
    return f"{begin}, {pronoun or 'so'} {what}."


def _change(difference: Difference, passing: Event, file: str) -> tuple[str, str]:
    """Return what the parting changes, and the pronoun that stands for its thread, "" if the thread is named."""
    effect, order, path, failing = difference.effect, difference.order, difference.path, difference.failing
    if effect is not None:
        thread = effect.passing.thread
        follows = difference.resumes and failing is not None and failing.thread == thread != passing.thread
        own = effect.passing.kind != kinds.WRITE or effect.passing.value is not None
        what = _effect(effect, passing, file)
        return (what, "which then") if follows and own else (f"{clean(thread)} {what}" if own else what, "")
    if order is not None:
        return _order(order, passing, file), ""
    if path is not None and path.passing.kind not in (kinds.END, kinds.JOIN):
        does = f"{clean(path.passing.thread)} goes on and {_does(path.passing)}{_at(path.passing.place, file)}"
        if path.failing is None:
            return f"{does}, which it does not here", ""
        here = f"{_does(path.failing)}{_at(path.failing.place, file)}"
        if does.endswith(f" and {here}"):
            return "", ""  # operations of a library, which have the same words
        return f"{does}; in this one it {here}", ""
    return "", ""


def nothing_near(difference: Difference) -> str:
    """Return that no schedule near the failing one passes, as far as was tried; "" if one does."""
    if difference.passing is not None:
        return ""
    verb = "was" if difference.tried == 1 else "were"
    return f"No schedule near it was found that passes; {counted(difference.tried, 'schedule')} {verb} tried."


def _parting(difference: Difference, passing: Event, file: str) -> str:
    """Return what happens at the step where the executions part."""
    failing, effect = difference.failing, difference.effect
    thread = clean(passing.thread)
    said = effect is not None and effect.passing.step == passing.step
    does = "runs" if said else f"{_does(passing)}{_at(passing.place, file)}"
    if failing is None:
        return f"{thread} {does}"
    if failing.thread == passing.thread:
        return f"{thread} {does}{_INSTEAD} it {_does(failing)}{_at(failing.place, file)}"
    other = clean(failing.thread)
    if not difference.resumes:
        return f"{thread} {does}{_INSTEAD} {other} {_does(failing)}{_at(failing.place, file)}"
    return f"{thread} {does} before {other}{'' if said else ' runs'}"


def _effect(effect: Effect, passing: Event, file: str) -> str:
    """Return what an operation reads or meets in both executions, without its thread."""
    one, other = effect.failing, effect.passing
    name = _name(other)
    where = _at(other.place, file) if other.place != passing.place or other.step == passing.step else ""
    match other.kind:
        case kinds.NOTIFY:
            return f"notifies {name} while {_waiting(other)}, not {_waiting(one, short=True)}{where}"
        case kinds.TRY:
            here, there = (STATES[event.outcome] if event.outcome else "?" for event in (other, one))
            return f"finds {name} {here}, not {there}{where}"
        case kinds.WRITE if other.value is None:
            return f"{name} is {_seen(other)} after {clean(other.thread)} changes it{where}, not {_seen(one)}"
        case kinds.WRITE:
            return f"writes {name} {_seen(other)}, not {_seen(one)}{where}"
    return f"reads {name} {_seen(other)}, not {_seen(one)}{where}{_because(effect, passing, file)}"


def _because(effect: Effect, passing: Event, file: str) -> str:
    cause = effect.cause
    if cause is None or (effect.cause_is_first and cause.step == passing.step):  # the step that has been said
        return ""
    verb = "writes" if cause.value is not None else "changes"
    when = "first" if effect.cause_is_first else "only later"
    return f", because {clean(cause.thread)} {verb} it {when}{_at(cause.place, file)}"


def _order(order: OtherOrder, passing: Event, file: str) -> str:
    first, second = order.first, order.second
    one, other = clean(first.thread), clean(second.thread)
    if first.step == passing.step:
        if order.released:
            verb = _does(second).removesuffix(_name(second))
            return f"{other} {verb}it{_at(second.place, file)} only after {one} has released it"
        return f"{other} {_does(second)}{_at(second.place, file)} after that"
    verb = _does(second).removesuffix(_name(second)) + "it" if _name(first) == _name(second) else _does(second)
    return f"{one} {_does(first)}{_at(first.place, file)} before {other} {verb}{_at(second.place, file)}"


def _does(event: Event) -> str:
    """Return what the thread does, without its line."""
    name = _name(event)
    if event.of_pool or not name:
        return {kinds.SLEEP: "sleeps", kinds.FAIL: f"raises {clean(event.value or 'an exception')}"}.get(
            event.kind, "runs"
        )
    if event.refused:
        return f"{tries_to(event)} {name}"
    match event.kind:
        case kinds.READ:
            return f"reads {name} {_seen(event) if event.value is not None else ''}".rstrip()
        case kinds.WRITE:
            return f"writes {name} {_seen(event)}".rstrip() if event.value is not None else changes(name)
        case kinds.WAIT:
            return f"joins {name}" if event.why == kinds.JOIN else f"waits for {name}" if event.why else "runs"
        case kinds.EXPIRE:
            return f"times out waiting for {name}"
        case kinds.TRY:
            return f"tries {name}"
        case kinds.NOTIFY:
            return f"notifies {name}"
        case kinds.WAKE:
            return "wakes up"
        case kinds.JOIN:
            return f"has joined {name}"
        case kinds.END:
            return "ends"
    return f"{clean(event.kind)}s {name}"


def _name(event: Event) -> str:
    return "" if event.label.startswith(_TEMPORARY) else clean(event.label)


def _seen(event: Event) -> str:
    """Return the value or the items, or the class of an object that has no text of its own; "" if nothing is known."""
    text = event.value if event.value is not None else event.content
    if text is None or (event.object_class and text.startswith("<")):
        return f"a {clean(event.object_class)} object" if event.object_class else ""
    return clean(text)


def _waiting(event: Event, short: bool = False) -> str:
    number = event.waiters or 0
    many = str(number or ("none" if short else "no"))
    return many if short else f"{many} thread{'' if number == 1 else 's'} wait{'s' if number == 1 else ''}"


def _at(place: Place | None, file: str) -> str:
    if place is None:
        return ""
    same = place.file == file or os.path.realpath(place.file) == os.path.realpath(file)
    return f" (line {place.line})" if same else f" ({line_of(place)})"
