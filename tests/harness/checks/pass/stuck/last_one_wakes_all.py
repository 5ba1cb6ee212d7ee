"""Who finds that all are there wakes the others; the count remembers it."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    changed, here = threading.Condition(), []

    def come():
        with changed:
            here.append(1)
            if len(here) == 3:
                changed.notify_all()
            while len(here) < 3:
                changed.wait()

    run(come, come, come)
