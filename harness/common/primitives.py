"""The names of the synchronisation primitives of ``threading``, grouped by kind."""

from __future__ import annotations

LOCKS = frozenset({"Lock", "RLock"})
"""Primitives with an owner."""
SEMAPHORES = frozenset({"Semaphore", "BoundedSemaphore"})
CONDITION = "Condition"
BASIC = LOCKS | SEMAPHORES | {CONDITION}
"""The primitives that ``allow="any"`` allows."""
COMPOSITE = frozenset({"Event", "Barrier"})
"""Primitives that can be built from the others, so that a kata has to allow them by name."""
IN_ORDER = ("Lock", "RLock", CONDITION, "Semaphore", "BoundedSemaphore", "Event", "Barrier")
"""All of them, in the order in which the course teaches them."""
PRIMITIVES = frozenset(IN_ORDER)
