"""Two ends of a line, and one speaks before it listens."""

import socket
import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    left, right = socket.socketpair()
    left.send(b"x")

    def echo():
        right.send(right.recv(1))

    run(echo)
    assert left.recv(1) == b"x"
    left.close()
    right.close()
