# facts: TwoExecutions
"""A lottery whose numbers come from the operating system."""

import secrets
import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class Box:
    red = black = 0


def main():
    def draw():
        for _ in range(64):
            if secrets.randbits(1):
                Box.red += 1
            else:
                Box.black += 1

    run(draw)
