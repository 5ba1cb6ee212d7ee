# facts: FailedAssertion Thread-2 (audit) 7 of 10 were there :25
"""Adds up two accounts while money is on its way between them."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class Bank:
    def __init__(self):
        self.left, self.right = 5, 5

    def move(self):
        self.left -= 3
        self.right += 3

    def audit(self):
        total = self.left + self.right
        assert total == 10, f"{total} of 10 were there"


def main():
    bank = Bank()
    run(bank.move, bank.audit)
