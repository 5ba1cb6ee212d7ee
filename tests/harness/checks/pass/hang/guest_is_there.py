"""A guest has knocked before the door is opened."""

import socket


def main():
    with socket.socket() as door, socket.socket() as guest:
        door.bind(("127.0.0.1", 0))
        door.listen()
        guest.connect(door.getsockname())
        door.accept()[0].close()
