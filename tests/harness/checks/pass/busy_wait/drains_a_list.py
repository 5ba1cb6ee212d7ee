"""A while loop that takes something each time."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    items = list(range(300))

    def drain():
        while True:
            try:
                items.pop()
            except IndexError:
                return

    run(drain, drain)
    assert not items
