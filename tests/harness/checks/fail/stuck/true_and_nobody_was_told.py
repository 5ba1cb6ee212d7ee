# facts: LostWakeup (Thread-1 (go) changed :21
"""What both wait for has come true, and nobody says so."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    changed, called = threading.Condition(), set()

    def body(me, other):
        def go():
            with changed:
                changed.wait_for(lambda: me in called)
                called.add(other)
                changed.notify_all()

        return go

    def calls():
        with changed:
            called.update(("east", "west"))

    run(body("east", "west"), body("west", "east"), calls)
