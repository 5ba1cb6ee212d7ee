# facts: TwoExecutions
"""Each job gets a field that is named after a universally unique identifier."""

import threading
import uuid


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class Jobs:
    pass


def main():
    def submit():
        setattr(Jobs, f"job_{uuid.uuid4().hex}", "waiting")

    run(submit)
