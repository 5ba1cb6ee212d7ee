"""Asks the time, which is the world's."""

import threading
import time


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class Meals:
    early = late = 0


def main():
    def eat():
        if time.time_ns() % 2:
            Meals.late += 1
        else:
            Meals.early += 1

    run(eat, eat)
