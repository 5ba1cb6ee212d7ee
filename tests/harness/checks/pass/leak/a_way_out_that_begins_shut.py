"""One way is open while the other is shut: what is held in the end was held in the beginning, by somebody else."""

from threading import Lock, Thread


class Barrier:
    def __init__(self, parties):
        self.parties, self.inside = parties, 0
        self.way_in, self.way_out = Lock(), Lock()
        self.way_out.acquire()

    def wait(self):
        self.way_in.acquire()
        self.inside += 1
        if self.inside < self.parties:
            self.way_in.release()
        else:
            self.way_out.release()
        self.way_out.acquire()
        self.inside -= 1
        if self.inside > 0:
            self.way_out.release()
        else:
            self.way_in.release()


def main():
    barrier = Barrier(2)
    for _ in range(2):
        one = Thread(target=barrier.wait)
        one.start()
        barrier.wait()
        one.join()
