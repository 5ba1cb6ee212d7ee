# facts: [(Thread-1 (body) changed signal :24), (Thread-2 (body) changed signal :24), (Thread-3 (body) changed signal
"""Both forks are waited for in one function, one after the other."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    changed, lies = threading.Condition(), [True, True, True]

    def dine(left, right):
        def body():
            with changed:
                changed.wait_for(lambda: lies[left])
                lies[left] = False
            with changed:
                changed.wait_for(lambda: lies[right])
                lies[right] = False
            with changed:
                lies[left] = lies[right] = True
                changed.notify_all()

        return body

    run(dine(0, 1), dine(1, 2), dine(2, 0))
