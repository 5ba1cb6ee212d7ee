"""One lock, taken and given back twice in one function."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    lock = threading.Lock()

    def body():
        for _ in range(2):
            lock.acquire()
            lock.release()
        lock.acquire()
        lock.release()

    run(body, body)
