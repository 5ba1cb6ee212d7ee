# facts: Livelock [(main :16)]
"""A loop without an end."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    while True:
        pass
