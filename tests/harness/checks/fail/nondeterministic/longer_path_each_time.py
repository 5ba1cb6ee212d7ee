# facts: TwoExecutions
"""Adds its folder to sys.path once more at each call, and looks through all of it."""

import sys
import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class Search:
    folders = 0


def main():
    sys.path.append("plugins")

    def search():
        for folder in sys.path:
            if folder == "plugins":
                Search.folders += 1

    run(search)
