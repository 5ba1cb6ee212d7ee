"""The sentence on a replay in a source that has been edited since the token was made."""

from __future__ import annotations

from collections.abc import Sequence

from ..text.phrases import listed


def edited_sentence(renamed: Sequence[tuple[str, str]]) -> str:
    """Return the sentence.

    Args:
        renamed: pairs of an old name and the new one that was assumed.
    """
    assumed = listed([f"{old} is {new} now" for old, new in renamed])
    assuming = f", if {assumed}" if assumed else ""
    possible = f"All switches of its schedule are still possible{assuming}."
    return f"The source has been edited since this token was made. {possible}"
