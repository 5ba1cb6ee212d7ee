# slow: the judge gives up after seconds
# facts: BlockedOutside :13
"""Two ends of a line, and each listens first."""

import socket
import threading


def main():
    left, right = socket.socketpair()

    def listen(end, other):
        word = end.recv(1)
        other.send(word)

    threads = [threading.Thread(target=listen, args=pair) for pair in ((left, right), (right, left))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
