"""Two locks, always in the same order."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    first, second = threading.Lock(), threading.Lock()

    def body():
        with first, second:
            pass

    run(body, body)
