# facts: UncaughtException Thread-2 (<lambda>) IndexError pop from empty list :17
"""An exception in a thread that nobody asks for its result."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    items = []
    run(lambda: items.append(1), lambda: items.pop())
