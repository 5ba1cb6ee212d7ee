"""An argument that need not be given."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main(count=2):
    done = []
    run(*[lambda: done.append(1)] * count)
    assert len(done) == count
