"""A wait with a timeout ends."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    event = threading.Event()
    run(lambda: event.wait(5))
    assert not event.is_set()
