# facts: [(Thread-1 (keeper) done signal :22), (Thread-2 (asker) answer signal :25), (Thread-3 (answerer) lock lock
"""The one who would give the permit waits for a lock, whose owner waits for the permit of the first."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    lock, done, answer = threading.Lock(), threading.Semaphore(0), threading.Semaphore(0)
    taken = threading.Semaphore(0)

    def keeper():
        with lock:
            taken.release()
            done.acquire()

    def asker():
        answer.acquire()
        done.release()

    def answerer():
        taken.acquire()
        with lock:
            answer.release()

    run(keeper, asker, answerer)
