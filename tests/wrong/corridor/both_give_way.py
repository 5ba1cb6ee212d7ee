# fails: livelock
"""Says that it wants in, sees that the other one does too, takes it back, and says it again: so do both."""


class Corridor:
    def __init__(self):
        self.wants = [0, 0]

    def walk(self, side, step):
        self.wants[side] += 1
        while self.wants[1 - side]:
            self.wants[side] -= 1
            self.wants[side] += 1
        try:
            step()
        finally:
            self.wants[side] -= 1


# mend: Somebody who waits must not count as somebody inside: look and go in in one step, on a Condition.
