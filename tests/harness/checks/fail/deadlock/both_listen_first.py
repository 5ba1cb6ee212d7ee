# facts: DeadlockCycle [(Thread-1 (body) here[1] signal :20), (Thread-2 (body) here[0] signal :20)]
"""Each gives its signal only when it has had the other's."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    here = [threading.Semaphore(0), threading.Semaphore(0)]

    def side(me):
        def body():
            here[1 - me].acquire()
            here[me].release()

        return body

    run(side(0), side(1))
