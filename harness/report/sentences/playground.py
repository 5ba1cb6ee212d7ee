"""The sentences of the playground: what a page cannot do, and what a program of one's own lacks."""

from __future__ import annotations

from collections.abc import Sequence

from ..text.phrases import counted, listed

NO_REAL_THREADS = "A page has no real threads: kata check in a terminal also runs each clause on those."
NO_SCHEDULE = "this link has a program and no schedule; run it on the page, and copy the link to the schedule there"
NO_SCRIPT = (
    'The lines below if __name__ == "__main__" do not run here, as in an import. Move them into a function without '
    "arguments, such as main()."
)
UNREADABLE = "The program ended the engine before it ran: it is nested too deeply, or too large."
SEVERAL_FILES = "the page runs programs of one file, without pytest's fixtures"


def no_function(left_out: Sequence[tuple[str, str]]) -> str:
    """Return the sentence for a program without a function to explore.

    Args:
        left_out: functions that cannot be explored, each with the reason.
    """
    reasons = "; ".join(f"{name} {reason}" for name, reason in left_out)
    said = f" ({reasons})" if reasons else ""
    return f"The program has no function without arguments{said}. Write one that starts threads and joins them."


def functions_sentence(names: Sequence[str]) -> str:
    """Return the sentence of a program of which several functions pass."""
    return f"{counted(len(names), 'function')} without a failure: {listed(names)}."
