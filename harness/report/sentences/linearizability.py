"""The sentence for calls that no order explains, and the history as a drawing."""

from __future__ import annotations

from collections.abc import Sequence

from ...common.call_history import CallHistory, Misfit, ModelAnswer, RecordedCall
from ...facts import NotLinearizable
from .wording import Wording

MOST = 12
"""Calls shown of a history; of a longer one, the last that can matter."""
WIDTH = 80
LONGEST_CALL = 28
LONGEST_VALUE = 20


def unexplained(facts: NotLinearizable) -> Wording:
    """Return the words for a history that is not linearizable."""
    history = facts.history
    call = history.calls[history.misfit]
    said, why = _blame(history, call)
    return Wording(
        f"No order of these calls explains their results: {_call(call)} by {call.thread} {said}.",
        (
            *_drawing(history.calls, history.misfit),
            _order(history.order),
            _cut(f"call {history.misfit + 1} {why}", WIDTH),
        ),
    )


def _blame(history: CallHistory, call: RecordedCall) -> tuple[str, str]:
    """Return what is wrong with the call: the end of the sentence, and the end of the line below the order."""
    if history.reason is Misfit.HAD_EFFECT:
        return "never returned, but has had its effect", "has had its effect, but never returned"
    expected = history.expected or ModelAnswer()
    if history.reason is Misfit.COULD_RETURN:
        would = _answer(expected, "return", "raise", "")
        return "never returned, although it could have", f"should not wait after them: {_call(call)} would {would}"
    did = f"raised {call.error}" if call.error is not None else f"returned {_value(call.result)}"
    could = sorted({_answer(answer, "returned", "raised", "waited") for answer in history.possible})
    only = f"but it could only have {' or '.join(could)}" if len(could) <= 3 else "which fits nowhere"
    would = _answer(expected, "would return", "would raise", "would have to wait")
    return f"{did}, {only}", f"fits nowhere after them: it {would}, but it {did}"


def _answer(answer: ModelAnswer, returned: str, raised: str, waited: str) -> str:
    """Return what the model does, with the given forms of the verbs."""
    if answer.blocks:
        return waited
    return f"{raised} {answer.error}" if answer.error is not None else f"{returned} {_value(answer.result)}"


def _value(text: str) -> str:
    return _cut(text or "None", LONGEST_VALUE)


def _call(call: RecordedCall) -> str:
    return _cut(f"{call.operation}({call.arguments})", LONGEST_CALL)


def _cut(text: str, width: int) -> str:
    """Return the text, or its beginning."""
    return text if len(text) <= width else text[: width - 1] + "…"


def _order(order: Sequence[int]) -> str:
    """Return the calls of an order by their numbers, as many of the last as fit in a line."""
    head, shown, left_out = "longest valid order  ", [str(index + 1) for index in order], ""
    while len(head + left_out + " ".join(shown)) > WIDTH:
        shown, left_out = shown[1:], "… "
    return head + left_out + (" ".join(shown) or "(none)")


def _drawing(calls: Sequence[RecordedCall], misfit: int) -> list[str]:
    """Return a line for each call: its number, from 1, which thread called what, and from when to when.

    ``|--|`` is a call that returned, ``|---`` one that did not. Of a long history only the calls up to the return of
    the one to blame are shown, as many of the last as there is room for: a call that began later cannot explain it.
    """
    picked = list(range(len(calls)))
    if len(calls) > MOST:
        end = calls[misfit].returned
        early = [index for index in picked if index != misfit and (end is None or calls[index].called <= end)]
        picked = sorted([*early[1 - MOST :], misfit])
    chosen = [calls[index] for index in picked]
    informative = {call.operation for call in calls if call.result}
    table = [
        [str(index + 1) for index in picked],
        [_cut(call.thread, 12) for call in chosen],
        [_cut(_call(call) + _outcome(call, call.operation in informative), 34) for call in chosen],
    ]
    lines = zip(*map(_column, table), _bars(chosen), strict=True)
    hidden = len(calls) - len(chosen)
    note = [f"{hidden} other calls, before or after these"] if hidden else []
    return [*note, *("  ".join(line) for line in lines)]


def _outcome(call: RecordedCall, informative: bool) -> str:
    """Return the outcome of a call; the result None only for an operation that can also return something else."""
    if call.returned is None:
        return " …"
    if call.error is not None:
        return f" → {call.error}"
    return f" → {_value(call.result)}" if informative else ""


def _column(words: list[str]) -> list[str]:
    width = max(map(len, words))
    return [word.rjust(width) if word.isdigit() else word.ljust(width) for word in words]


def _bars(calls: Sequence[RecordedCall]) -> list[str]:
    """Return a bar for each call, with a column for each beginning and end, in order of time."""
    times = sorted({time for call in calls for time in (call.called, call.returned) if time is not None})
    place = {time: number for number, time in enumerate(times)}
    bars = []
    for call in calls:
        start = place[call.called]
        end = len(times) if call.returned is None else place[call.returned]
        bars.append(" " * start + "|" + "-" * (end - start - 1) + ("-" if call.returned is None else "|"))
    return bars
