# slow: the judge gives up after seconds
# facts: BlockedOutside :12
"""A server that waits for a connection before anybody has been told where it is."""

import socket


def main():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        guest, _ = door.accept()
        guest.close()
