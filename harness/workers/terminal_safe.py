"""Terminal-safe text: writes out the control characters in what a worker sends, so that no terminal obeys them.

Exceptions, names and output of the code under test are shown on a person's terminal in the end. An escape sequence
there could hide a failure, or forge a pass; a lone surrogate would stop the report.
"""

from __future__ import annotations

import re
from typing import Any

LONGEST = 20_000
"""The most characters of one text; no report needs more."""
# C0 except tab and newline, DEL, C1; marks that reorder or hide text (Unicode TR36, TR9); lone surrogates
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


def safe_text(value: str) -> str:
    """Return a text that is safe to show, shortened if it is too long."""
    if len(value) > LONGEST:
        value = value[: LONGEST - 1] + "…"
    return _CONTROL.sub(_escaped, value)


def _escaped(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def terminal_safe(data: Any) -> Any:
    """Return JSON data in which every text, the keys included, is safe to show."""
    if isinstance(data, str):
        return safe_text(data)
    if isinstance(data, list | tuple):
        return [terminal_safe(one) for one in data]
    if isinstance(data, dict):
        return {safe_text(str(key)): terminal_safe(one) for key, one in data.items()}
    return data
