from threading import Condition


class Till:
    def __init__(self):
        self.sum = 0
        self.selling = 0
        self.changed = Condition()

    def pay(self, coins):
        before = self.sum
        self.sum = before + coins
        return before + coins

    def sell(self, action):
        with self.changed:
            self.selling += 1
        action()
        with self.changed:
            self.selling -= 1
            self.changed.notify_all()

    def count(self, action):
        with self.changed:
            while self.selling:
                self.changed.wait()
            action()
