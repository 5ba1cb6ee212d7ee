# evidence: Thread-1 (waiter) polls (spins_on_a_flag.py line 19) instead of waiting to be woken
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
