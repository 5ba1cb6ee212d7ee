# facts: LostWakeup (Thread-1 (body) changed :20
"""Two wait for one fork that nobody has."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    changed, lies = threading.Condition(), [False]

    def body():
        with changed:
            changed.wait_for(lambda: lies[0])
            lies[0] = False
        with changed:
            lies[0] = True
            changed.notify_all()

    run(body, body)
