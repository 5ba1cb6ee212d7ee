# starts a thread that the harness does not know -> wrong | error | forbidden | hang
import os

start = vars(os.sys)['mod' + 'ules']['_thread'].start_new_thread

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        start(lambda: [setattr(self, 'value', 1) for _ in range(10**6)], ())
