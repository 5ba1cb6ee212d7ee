"""Keeps the world of the last file, so that the next clause of its contract needs no new one."""

from __future__ import annotations

from .restrictions.policy import Policy
from .world import World


class LastWorld:
    """A world at a time, for programs that are run one after the other and never two at once."""

    def __init__(self) -> None:
        self._world: World | None = None

    def world(
        self, target: str, files: tuple[str, ...], policy: Policy | None, *, over_notify: bool, no_sleep: bool
    ) -> World:
        """Return a world with these rules: the last one, where it serves these files as well as a new one would.

        Args:
            target: as for ``World``.
            files: as for ``World``.
            policy: as for ``World``.
            over_notify: as for ``World``.
            no_sleep: as for ``World``.

        Raises:
            LoadError: a file cannot be parsed.
        """
        world, self._world = self._world, None
        if world is not None and world.serves(target, files):
            world.configure(policy, over_notify=over_notify, no_sleep=no_sleep)
        else:
            world = World(target, files, policy, over_notify, no_sleep)
        self._world = world
        return world

    def redefined(self) -> str:
        """Return a function or class for threads that the program of the last world has replaced, or ""."""
        return self._world.redefined() if self._world is not None else ""
