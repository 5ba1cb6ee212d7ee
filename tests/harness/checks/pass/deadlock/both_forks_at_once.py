"""Waits for both forks at once, with none in its hand."""

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
                changed.wait_for(lambda: lies[left] and lies[right])
                lies[left] = lies[right] = False
            with changed:
                lies[left] = lies[right] = True
                changed.notify_all()

        return body

    run(dine(0, 1), dine(1, 2), dine(2, 0))
