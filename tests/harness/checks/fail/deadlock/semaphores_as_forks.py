# facts: [(Thread-1 (body) forks[1] permit :20), (Thread-2 (body) forks[2] permit :20), (Thread-3 (body) forks[0] permit
"""Each takes its own, then its neighbour's."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    forks = [threading.Semaphore(1) for _ in range(3)]

    def dine(seat):
        def body():
            with forks[seat], forks[(seat + 1) % 3]:
                pass

        return body

    run(dine(0), dine(1), dine(2))
