# facts: LoadFailure wants_an_argument.py line 7: main() takes arguments
"""The function cannot be called without arguments."""

import threading


def main(count):
    for _ in range(count):
        threading.Thread(target=print).start()
