"""A barrier with an action: the last thread to arrive runs it, and then starts a new round."""

from collections.abc import Callable
from threading import Condition


class BrokenBarrier(Exception):
    """The barrier's action has failed, and the barrier cannot be used any more."""


class Barrier:
    """A meeting point for `parties` threads, with an action before they continue."""

    def __init__(self, parties: int, action: Callable[[], object] | None = None) -> None:
        if parties < 1:
            raise ValueError("a barrier needs at least one party")
        self._parties = parties
        self._action = action
        self._changed = Condition()
        self._arrived = 0
        self._round = 0
        self._broken = False

    def wait(self) -> int:
        """Block until all have called and the action is done; return a number or raise BrokenBarrier."""
        with self._changed:
            if self._broken:
                raise BrokenBarrier
            # The number is taken on the way in, where one thread comes after the other. On the
            # way out nothing tells any more in which order they arrived.
            index = self._arrived
            self._arrived += 1
            if self._arrived == self._parties:
                self._finish_the_round()
            else:
                # Wait for the round to change, not for the count: a fast thread may have started
                # to count for the next round before this one wakes up and checks.
                mine = self._round
                while self._round == mine and not self._broken:
                    self._changed.wait()
            if self._broken:
                raise BrokenBarrier
            return index

    def _finish_the_round(self) -> None:
        """Call the action and wake the whole round; the caller holds the lock."""
        # All have arrived, and no thread can leave without the lock: this is the moment for the
        # action.
        try:
            if self._action is not None:
                self._action()
        except Exception as error:
            self._broken = True
            # The others raise it when they wake up. Only this one knows the cause.
            raise BrokenBarrier from error
        finally:
            # Whatever happened, the waiting threads must be woken.
            self._arrived = 0
            self._round += 1
            self._changed.notify_all()
