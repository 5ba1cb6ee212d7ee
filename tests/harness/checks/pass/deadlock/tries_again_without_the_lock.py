"""Gives back what it took before it comes round again."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    lock, other = threading.Lock(), threading.Lock()
    held, over = threading.Event(), threading.Event()

    def holds():
        with other:
            held.set()
            over.wait(10)

    def tries():
        held.wait()
        while True:
            lock.acquire()
            if other.acquire(timeout=1):
                break
            lock.release()
        other.release()
        lock.release()

    run(holds, tries)
