"""A couple with one spoon: each lets the other eat first, but only once."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class Spoon:
    def __init__(self):
        self.owner, self.changed = "husband", threading.Condition()


def main():
    spoon, eaten = Spoon(), []

    def dine(me, other):
        polite = True
        with spoon.changed:
            while me not in eaten:
                spoon.changed.wait_for(lambda: spoon.owner == me)
                if not polite or other in eaten:
                    eaten.append(me)
                polite, spoon.owner = False, other
                spoon.changed.notify_all()

    run(lambda: dine("husband", "wife"), lambda: dine("wife", "husband"))
    assert sorted(eaten) == ["husband", "wife"]
