from threading import Thread


class Account:
    def __init__(self):
        self.balance = 0

    def deposit(self, amount):
        self.balance += amount


def both_pay():
    account = Account()
    payers = [Thread(target=account.deposit, args=(10,), name=f"payer-{number}") for number in (1, 2)]
    for payer in payers:
        payer.start()
    for payer in payers:
        payer.join()
    assert account.balance == 20
