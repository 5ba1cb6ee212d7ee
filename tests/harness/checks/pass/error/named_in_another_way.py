"""The function that is asked for is bound by an assignment."""

import threading
from functools import partial


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def count(limit):
    done = []
    run(lambda: done.append(limit))
    assert done == [limit]


main = partial(count, 3)
