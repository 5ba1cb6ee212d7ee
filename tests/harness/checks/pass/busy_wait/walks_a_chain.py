"""A while loop over what does not change."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class Node:
    def __init__(self, following):
        self.following = following


def main():
    node = None
    for _ in range(100):
        node = Node(node)
    first = node

    def walk():
        node = first
        while node is not None:
            node = node.following

    run(walk, walk)
