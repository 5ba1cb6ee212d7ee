"""The referents of an object, which the garbage collector knows.

It is no part of the compiled core: the audit hook takes the nearest frame for the one that asks, and a compiled
function has none.
"""

from __future__ import annotations

import gc
from itertools import repeat


def refers_to_dict(value: object) -> bool:
    """True for an object that refers to a dict: a field, an element, or what is in a slot."""
    return True in map(issubclass, map(type, gc.get_referents(value)), repeat(dict))
