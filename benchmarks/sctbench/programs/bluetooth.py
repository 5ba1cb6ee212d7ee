"""A driver is stopped after a user has checked that it is not stopping, and before that user is counted."""

from threading import Lock, Thread


class Device:
    def __init__(self) -> None:
        self.atomic = Lock()
        self.pending = 1
        self.stopping = self.drained = self.stopped = False

    def enter(self) -> bool:
        if self.stopping:
            return False
        with self.atomic:
            self.pending += 1
        return True

    def leave(self) -> None:
        with self.atomic:
            self.pending -= 1
            pending = self.pending
        if pending == 0:
            self.drained = True

    def add(self) -> None:
        if self.enter():
            assert not self.stopped
        self.leave()

    def stop(self) -> None:
        self.stopping = True
        self.leave()
        if self.drained:
            self.stopped = True


def bluetooth() -> None:
    device = Device()
    stop = Thread(target=device.stop)
    stop.start()
    device.add()
    stop.join()
