# facts: LostWakeup (Thread-1 (body) changed :21 (Thread-3 (puts_back)
"""A fork is put back and one is told, who waits for the other fork."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    changed, lies = threading.Condition(), [False, False]

    def waits_for(fork):
        def body():
            with changed:
                changed.wait_for(lambda: lies[fork])
                changed.notify()

        return body

    def puts_back():
        with changed:
            lies[1] = True
            changed.notify()

    run(waits_for(0), waits_for(1), puts_back)
