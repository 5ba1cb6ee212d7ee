# facts: LostWakeup (Thread-1 (body) event :19
"""Both would set the event, after they have waited for it."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    event = threading.Event()

    def body():
        event.wait()
        event.set()

    run(body, body)
