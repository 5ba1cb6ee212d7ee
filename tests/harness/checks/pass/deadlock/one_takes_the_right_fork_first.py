"""Each takes its own fork, then its neighbour's; only the last begins with the other one."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    forks = [threading.Semaphore(1) for _ in range(3)]

    def dine(first, second):
        def body():
            with forks[first], forks[second]:
                pass

        return body

    run(dine(0, 1), dine(1, 2), dine(0, 2))
