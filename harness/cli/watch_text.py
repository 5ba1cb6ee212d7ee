"""The whole report within ``kata watch``: opened by a key where the screen is too low for it."""

from __future__ import annotations

from collections.abc import Callable

from .text_pages import TextPages
from .watch_view import View


class TextView(View[TextPages]):
    """A long text on a screen of its own, over that of the session."""

    def open(self, compose: Callable[[int], tuple[list[str], list[str]]]) -> None:
        """Show a text from its beginning.

        Args:
            compose: as in ``TextPages``.
        """
        self._show(TextPages(compose))

    def press(self, key: str) -> bool:
        """Handle a key; return True if it closed the text."""
        return self._pressed(key) is not None
