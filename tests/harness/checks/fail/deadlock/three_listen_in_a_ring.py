# facts: [(Thread-1 (body) word[0] signal :20), (Thread-3 (body) word[2] signal :20), (Thread-2 (body) word[1] signal
"""Each waits for its left neighbour before it gives its right one the word."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    word = [threading.Semaphore(0) for _ in range(3)]

    def passes_on(seat):
        def body():
            word[seat].acquire()
            word[(seat + 1) % 3].release()

        return body

    run(passes_on(0), passes_on(1), passes_on(2))
