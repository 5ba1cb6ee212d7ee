# facts: LoadFailure another_name.py has no function main
"""The function that is asked for has another name."""

import threading


def mian():
    threading.Thread(target=print).start()
