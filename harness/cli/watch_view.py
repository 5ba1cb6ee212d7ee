"""A view within ``kata watch``: opened by a key, drawn over the session on a screen of its own, and left again."""

from __future__ import annotations

from typing import Generic, Protocol, TypeVar

from .full_screen import FullScreen


class Drawable(Protocol):
    """The content of a view: what a key does, and the lines to show. It knows no terminal."""

    def press(self, key: str) -> object | None:
        """Handle a key; return what the view ends with, or None if it stays open."""

    def lines(self, width: int, height: int, color: bool) -> list[str]:
        """Return at most ``height`` lines of at most ``width`` columns."""


Content = TypeVar("Content", bound=Drawable)


class View(Generic[Content]):
    """A screen of its own, over that of the session.

    Args:
        possible: the terminal can show it.
        color: the terminal shows colours.

    Attributes:
        possible: as above.
    """

    def __init__(self, *, possible: bool, color: bool) -> None:
        self.possible = possible
        self._color = color
        self._screen = FullScreen()
        self._content: Content | None = None

    @property
    def is_open(self) -> bool:
        """True while the view is shown, so that keys are for it."""
        return self._content is not None

    def refresh(self) -> None:
        """Show the content as it is now."""
        self._draw()

    def hide(self) -> None:
        """Leave the screen to another program; the next key shows the view again."""
        self._screen.leave()

    def resize(self) -> None:
        """Draw the view again if the terminal has another size now."""
        if self._screen.resized:
            self._draw()

    def close(self) -> None:
        """Return to the screen below the view; do nothing if it is not open."""
        self._content = None
        self._screen.leave()

    def _show(self, content: Content) -> None:
        self._content = content
        self._draw()

    def _pressed(self, key: str) -> object | None:
        """Handle a key; return what the view ended with, or None if it stays open."""
        ended = self._content.press(key) if self._content is not None else True
        if ended is None:
            self._draw()
        else:
            self.close()
        return ended

    def _draw(self) -> None:
        shown = self._content
        if shown is not None:
            self._screen.draw(lambda width, height: shown.lines(width, height, self._color))
