"""The names of the synchronization primitives of ``threading``, by what they are."""

from __future__ import annotations

LOCKS = frozenset({"Lock", "RLock"})
"""Primitives with an owner."""
SEMAPHORES = frozenset({"Semaphore", "BoundedSemaphore"})
CONDITION = "Condition"
BASIC = LOCKS | SEMAPHORES | {CONDITION}
"""What a kata may allow as ``allow="any"``."""
COMPOSITE = frozenset({"Event", "Barrier"})
"""What other primitives are enough to build, so that a kata has to allow it by name."""
IN_ORDER = ("Lock", "RLock", CONDITION, "Semaphore", "BoundedSemaphore", "Event", "Barrier")
"""All of them, in the order in which the course teaches them."""
PRIMITIVES = frozenset(IN_ORDER)
