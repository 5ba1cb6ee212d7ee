"""The sentence on a kept order of steps that cannot be brought about any more."""

from __future__ import annotations

from ...result import KeptOrder
from ..text.phrases import counted


def kept_order_sentence(order: KeptOrder, schedules: int | None) -> str:
    """Return why an order cannot be brought about, and what was done in its place.

    Args:
        order: is not complete.
        schedules: the number of schedules that were tried without a failure; None if one of them fails.
    """
    number = f"step {order.done + 1} of {order.steps}"
    if order.reason:
        why = f"{number} ({order.next_step}) cannot come next: {order.reason}"
    else:
        why = f"{number} ({order.next_step}) has no counterpart in the program of now"
    if schedules is None:
        return f"The kept order is no longer possible: {why}. Another schedule fails in its place."
    instead = f"{counted(schedules, 'schedule')} passed in its place"
    return f"The kept order is no longer possible: {why}. {instead}."
