"""Two threads take the same two locks in opposite orders."""

from threading import Lock, Thread


def main():
    pen, paper = Lock(), Lock()
    pages = []

    def write():
        with pen, paper:
            pages.append("text")

    def draw():
        with paper, pen:
            pages.append("picture")

    threads = [Thread(target=write, name="writer"), Thread(target=draw, name="artist")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
