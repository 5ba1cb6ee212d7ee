# facts: DeadlockCycle [(Thread-1 (go) changed signal :23), (Thread-2 (go) changed signal :23)]
"""Both say that they would like to go, and wait as long as the other would like to."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    changed, keen = threading.Condition(), set()

    def body(me, other):
        def go():
            with changed:
                keen.add(me)
            with changed:
                changed.wait_for(lambda: other not in keen)
                keen.remove(me)
                changed.notify_all()

        return go

    run(body("east", "west"), body("west", "east"))
