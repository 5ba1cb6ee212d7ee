# facts: BusyWait main :22
"""is_alive() in a loop, where join() would do."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    def work():
        done.append(1)

    done = []
    thread = threading.Thread(target=work)
    thread.start()
    while thread.is_alive():
        pass
