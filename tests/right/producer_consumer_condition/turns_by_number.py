# passes
"""Each letter has a number: a sender waits until its number may go in, a receiver until its has come."""

from threading import Condition


class Mailbox:
    def __init__(self):
        self.changed = Condition()
        self.sent = 0
        self.received = 0
        self.next_to_send = 0
        self.next_to_receive = 0
        self.item = None

    def send(self, item):
        with self.changed:
            number = self.next_to_send
            self.next_to_send += 1
            self.changed.wait_for(lambda: self.sent == self.received == number)
            self.item = item
            self.sent += 1
            self.changed.notify_all()

    def receive(self):
        with self.changed:
            number = self.next_to_receive
            self.next_to_receive += 1
            self.changed.wait_for(lambda: self.received == number < self.sent)
            item = self.item
            self.received += 1
            self.changed.notify_all()
            return item
