# facts: LostWakeup (Thread-1 (body) changed :31
"""Counts outside the lock: two may come and one be counted, and both wait for the other round."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class Barrier:
    def __init__(self):
        self.changed = threading.Condition()
        self.arrived = 0
        self.round = 0

    def wait(self):
        seen = self.arrived
        self.arrived = seen + 1
        with self.changed:
            mine = self.round
            if self.arrived == 2:
                self.arrived = 0
                self.round += 1
                self.changed.notify_all()
            else:
                self.changed.wait_for(lambda: self.round != mine)


def main():
    barrier = Barrier()

    def body():
        barrier.wait()
        barrier.wait()

    run(body, body)
