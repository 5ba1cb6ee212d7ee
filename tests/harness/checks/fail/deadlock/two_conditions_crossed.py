# facts: DeadlockCycle [(Thread-1 (cook) ordered_now signal :23), (Thread-2 (order) cooked_now signal :29)]
"""The cook waits for the order, the guest orders when the meal is there."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class Kitchen:
    def __init__(self):
        lock = threading.Lock()
        self.ordered_now, self.cooked_now = threading.Condition(lock), threading.Condition(lock)
        self.ordered = self.cooked = False

    def cook(self):
        with self.ordered_now:
            self.ordered_now.wait_for(lambda: self.ordered)
            self.cooked = True
            self.cooked_now.notify()

    def order(self):
        with self.cooked_now:
            self.cooked_now.wait_for(lambda: self.cooked)
            self.ordered = True
            self.ordered_now.notify()


def main():
    kitchen = Kitchen()
    run(kitchen.cook, kitchen.order)
