"""Labels of objects that the program has no name for."""

from __future__ import annotations

ITERATOR = "an iterator"
"""An iterator that the program has no name for: that of a ``for`` statement, or one that a call makes."""
