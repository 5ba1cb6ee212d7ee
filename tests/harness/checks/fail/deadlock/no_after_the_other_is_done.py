# facts: DeadlockCycle [(Thread-1 (body) changed signal :27), (Thread-2 (body) changed signal :24)]
"""One waits until the other has left, the other until the one is done."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class Room:
    def __init__(self):
        self.changed = threading.Condition()
        self.inside = 2
        self.clearing = False

    def clear(self):
        with self.changed:
            if self.clearing:
                self.changed.wait_for(lambda: not self.clearing)
                return False
            self.clearing = True
            self.changed.wait_for(lambda: self.inside == 1)
            self.clearing = False
            self.changed.notify_all()
            return True

    def leave(self):
        with self.changed:
            self.inside -= 1
            self.changed.notify_all()


def main():
    room = Room()

    def body():
        room.clear()
        room.leave()

    run(body, body)
