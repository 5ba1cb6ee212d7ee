"""Takes two locks in the order of their id(), which the world counts."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    first, second = threading.Lock(), threading.Lock()

    def both(*locks):
        one, other = sorted(locks, key=id)
        with one, other:
            pass

    run(lambda: both(first, second), lambda: both(second, first))
