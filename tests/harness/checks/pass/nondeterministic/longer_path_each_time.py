"""Adds its folder to sys.path at each call, and looks through all of it; the path is put back after each execution."""

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
