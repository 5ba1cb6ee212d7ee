# facts: TwoExecutions
"""A file from last time says that there is nothing left to do."""

import os
import tempfile
import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class Orders:
    cooked = 0


def main():
    done = os.path.join(tempfile.gettempdir(), f"kata-prey-{os.getpid()}")

    def cook():
        if os.path.exists(done):
            os.remove(done)
        else:
            open(done, "w").close()
            Orders.cooked += 1

    run(cook)
