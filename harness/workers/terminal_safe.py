"""Text from a worker, made fit to be shown: what a terminal would obey is written out instead.

Exceptions, names and output of the code under test reach a person's terminal in the end. An escape
sequence there could hide a failure, or forge a pass; a lone surrogate would stop the report.
"""

from __future__ import annotations

import re
from typing import Any

LONGEST = 20_000
"""Characters of one text; a report that needs more has gone wrong."""
# C0 but for tab and newline, DEL, C1; marks that reorder or hide text (Unicode TR36, TR9); halves of characters
_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


def text(value: str) -> str:
    """One text, cut short if need be."""
    if len(value) > LONGEST:
        value = value[: LONGEST - 1] + "…"
    return _OBEYED.sub(_written, value)


def _written(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def plain(data: Any) -> Any:
    """JSON-able data with every text in it, keys too, made fit to be shown."""
    if isinstance(data, str):
        return text(data)
    if isinstance(data, list | tuple):
        return [plain(one) for one in data]
    if isinstance(data, dict):
        return {text(str(key)): plain(one) for key, one in data.items()}
    return data
