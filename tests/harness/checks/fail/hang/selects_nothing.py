# slow: the judge gives up after seconds
# facts: BlockedOutside :10
"""Waits until one of no sockets can be read."""

import selectors


def main():
    with selectors.DefaultSelector() as selector:
        selector.select()
