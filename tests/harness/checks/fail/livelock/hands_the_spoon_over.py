# slow: its threads write, and so they are watched for 400,000 steps
# facts: Livelock [(Thread-1 (husband) :26), (Thread-2 (wife) :28)]
"""A couple with one spoon: each is hungry, and too polite to eat before the other."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class Spoon:
    def __init__(self):
        self.owner = "husband"


def main():
    spoon, hungry = Spoon(), {"husband", "wife"}

    def dine(me, other):
        while me in hungry:
            if spoon.owner == me:
                if other in hungry:
                    spoon.owner = other
                else:
                    hungry.discard(me)

    def husband():
        dine("husband", "wife")

    def wife():
        dine("wife", "husband")

    run(husband, wife)
