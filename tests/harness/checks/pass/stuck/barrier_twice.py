"""Two come to a barrier for two, two times each."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    barrier = threading.Barrier(2)

    def body():
        barrier.wait()
        barrier.wait()

    run(body, body)
