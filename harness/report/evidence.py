"""The lines that prove a verdict, without what the screen already says elsewhere."""

from __future__ import annotations

from harness.trace import JOIN, Result, Verdict


def evidence(result: Result) -> list[str]:
    """What to print under the interleaving."""
    trace = result.trace
    if result.verdict is Verdict.OVERSERIALIZED:
        return []  # the sentence has the numbers
    if trace is not None and result.verdict is Verdict.STUCK:
        # who waits where is in the source and in the columns; what became of the signal is not
        signals = dict.fromkeys(f"{one.label}: {one.note}" for one in trace.waiting if one.note and one.kind != JOIN)
        return list(signals)
    if trace is not None and result.verdict is Verdict.LIVELOCK and trace.endless:
        return []
    return list(result.evidence)
