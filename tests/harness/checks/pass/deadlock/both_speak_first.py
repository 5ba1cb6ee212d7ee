"""Each gives its signal before it waits for the other's."""

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
            here[me].release()
            here[1 - me].acquire()

        return body

    run(side(0), side(1))
