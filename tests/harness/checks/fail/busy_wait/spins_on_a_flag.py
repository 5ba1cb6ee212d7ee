# facts: BusyWait Thread-1 (waiter) :19
"""Looks at a flag again and again."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    flag = []

    def waiter():
        while not flag:
            pass

    run(waiter, lambda: flag.append(1))
