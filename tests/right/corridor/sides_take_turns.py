# passes
"""When the corridor falls empty, all who wait at the other side are let in; who comes later waits."""

from threading import Lock


class Corridor:
    def __init__(self):
        self._lock = Lock()
        self._inside = 0
        self._side = 0
        self._waiting = ([], [])

    def walk(self, side, step):
        gate = None
        with self._lock:
            others = self._waiting[1 - side]
            if self._inside == 0 or (self._side == side and not others):
                self._side = side
                self._inside += 1
            else:
                gate = Lock()
                gate.acquire()
                self._waiting[side].append(gate)
        if gate is not None:
            gate.acquire()
        try:
            step()
        finally:
            self._leave(side)

    def _leave(self, side):
        with self._lock:
            self._inside -= 1
            if self._inside:
                return
            for next_side in (1 - side, side):
                gates = self._waiting[next_side]
                if gates:
                    self._side = next_side
                    self._inside = len(gates)
                    for gate in gates:
                        gate.release()
                    gates.clear()
                    return
