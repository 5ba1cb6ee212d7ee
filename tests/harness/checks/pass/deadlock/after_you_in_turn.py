"""Both would like to go; who came first goes first."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    changed, keen = threading.Condition(), []

    def body(me):
        def go():
            with changed:
                keen.append(me)
            with changed:
                changed.wait_for(lambda: keen[0] == me)
                keen.pop(0)
                changed.notify_all()

        return go

    run(body("east"), body("west"))
