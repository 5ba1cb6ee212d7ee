"""Lists of commands as tables: a block of text is too wide for a page, and its explanations would be cut off."""

from __future__ import annotations

import re

_BLOCK = re.compile(r"^```text\n((?:(?:kata|pytest)\b[^\n]*\n)+)```$", re.MULTILINE)
_ROW = re.compile(r"(\S.*?)(?:\s{4,}(\S.*))?$")


def with_command_tables(text: str) -> str:
    """Return a text in which each block of commands with explanations is a table."""
    return _BLOCK.sub(_table, text)


def _table(block: re.Match[str]) -> str:
    rows = [match.groups(default="") for line in block[1].splitlines() if (match := _ROW.match(line))]
    if not any(words for _, words in rows):
        return block[0]
    cells = [f"| `{command}` | {words.replace('|', chr(92) + '|')} |" for command, words in rows]
    return "\n".join(["| command | meaning |", "| --- | --- |", *cells])
