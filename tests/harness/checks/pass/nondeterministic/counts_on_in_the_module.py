"""Tickets from an iterator at the top of the module: it begins anew in each execution."""

import itertools
import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


tickets = itertools.count(1)


def main():
    drawn = []
    run(lambda: drawn.append(next(tickets)), lambda: drawn.append(next(tickets)))
    assert sorted(drawn) == [1, 2]
