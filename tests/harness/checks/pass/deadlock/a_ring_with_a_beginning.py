"""The word goes round, because one permit was there from the start."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    word = [threading.Semaphore(1 if seat == 0 else 0) for seat in range(3)]

    def passes_on(seat):
        def body():
            word[seat].acquire()
            word[(seat + 1) % 3].release()

        return body

    run(passes_on(0), passes_on(1), passes_on(2))
