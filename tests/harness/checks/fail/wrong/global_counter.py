# facts: FailedAssertion main total == 2, but it was 1 == 2 :25
"""A global, changed by two threads."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


total = 0


def add():
    global total
    total += 1


def main():
    run(add, add)
    assert total == 2
