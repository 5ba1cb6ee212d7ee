# fails: stuck
"""Two come at once and are counted as one: both wait for a second who is there already."""

from threading import Semaphore


class Rendezvous:
    def __init__(self):
        self.arrived = 0
        self.gates = [Semaphore(0), Semaphore(0)]

    def meet(self, side):
        number = self.arrived + 1
        self.arrived = number
        if number == 2:
            self.arrived = 0
            self.gates[1 - side].release()
        else:
            self.gates[side].acquire()


# mend: Nothing has to be counted: each side signals and waits for the other's signal.
