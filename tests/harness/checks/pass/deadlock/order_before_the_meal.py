"""The guest orders, and then waits for the meal."""

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
            self.ordered = True
            self.ordered_now.notify()
            self.cooked_now.wait_for(lambda: self.cooked)


def main():
    kitchen = Kitchen()
    run(kitchen.cook, kitchen.order)
