"""Goes through a set of objects, whose order does not come from their addresses."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class Guest:
    def __init__(self):
        self.served = False


def main():
    guests = {Guest() for _ in range(5)}

    def serve():
        for guest in guests:
            guest.served = True

    run(serve)
    assert all(guest.served for guest in guests)
