# slow: runs for long on purpose
"""Needs many rounds, and ends."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    total = 0
    number = 100_000
    while number:
        total += number
        number -= 1
    assert total == 5_000_050_000
