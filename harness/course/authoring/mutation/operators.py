"""The mutation operators, in the order in which they are applied."""

from __future__ import annotations

from . import callbacks, failing, locking, ordinary, sharing, statements, waiting
from .mutant import Operator

OPERATORS: tuple[Operator, ...] = (
    waiting.wake_one,
    waiting.other_condition,
    waiting.checked_once,
    waiting.without_limit,
    waiting.other_limit,
    waiting.without_blocking,
    waiting.result_ignored,
    waiting.no_thread,
    locking.not_taken,
    locking.taken_in_another_order,
    locking.held_too_briefly,
    locking.held_too_long,
    locking.made_anew,
    locking.separate,
    failing.no_finally,
    failing.not_caught,
    failing.lock_by_hand,
    failing.other_exception,
    callbacks.called_again,
    callbacks.exception_copied,
    callbacks.result_asked,
    sharing.in_the_class,
    sharing.not_copied,
    statements.dropped,
    statements.swapped,
    ordinary.compared_otherwise,
    ordinary.off_by_one,
    ordinary.other_arithmetic,
    ordinary.other_condition,
    ordinary.other_result,
    ordinary.other_text,
    ordinary.other_end,
)
"""All operators: those on threads first, which say more about a mutant than the ordinary ones that make it, too."""
