# schedules a signal for a second later -> forbidden | error
import signal

signal.alarm(1)

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        pass
