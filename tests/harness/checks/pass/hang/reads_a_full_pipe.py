"""The byte is written before it is read."""

import os
import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    source, target = os.pipe()
    os.write(target, b"x")
    run(lambda: os.read(source, 1))
    os.close(source)
    os.close(target)
