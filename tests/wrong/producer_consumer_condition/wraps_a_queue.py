# fails: forbidden
"""Hands all the work to a queue with room for one, which is the very thing to be built."""

import queue


class Mailbox:
    def __init__(self):
        self.queue = queue.Queue(1)
        self.send = self.queue.put
        self.receive = self.queue.get


# mend: A Condition, and a list as what is waited for.
