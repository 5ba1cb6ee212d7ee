# facts: LostWakeup (Thread-1 (body) changed :20
"""Two consumers, and nobody brings anything: each would tell the other, and has nothing to tell."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    changed, items = threading.Condition(), []

    def body():
        with changed:
            changed.wait_for(lambda: items)
            changed.notify_all()

    run(body, body)
