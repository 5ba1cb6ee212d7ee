"""What a bank must do. Runs against katas/transfer.py."""

import threading

import pytest

from concurrency_katas import AnyOf

pytestmark = pytest.mark.kata("transfer", allow="Lock, RLock")


def check_accounts(bank, expected):
    """Check that exactly so much money is on each account, when no other thread uses the bank."""
    accounts = list(expected)
    assert bank.total() == sum(expected.values()), (
        f"the total must be {sum(expected.values())}, but it is {bank.total()}"
    )
    for place, account in enumerate(accounts):
        other, amount = accounts[place - 1], expected[account]
        assert not bank.transfer(account, other, amount + 1), f"{account} has more than {amount}"
        if amount:
            assert bank.transfer(account, other, amount), f"{account} has less than {amount}"
            assert bank.transfer(other, account, amount), f"{amount} went from {account} to {other}, but is not there"


def test_money_goes_from_one_account_to_another(Bank):
    bank = Bank({"Anna": 100, "Ben": 50, "Cleo": 0})
    assert bank.transfer("Anna", "Ben", 30), "there was enough, so transfer() must return True"
    check_accounts(bank, {"Anna": 70, "Ben": 80, "Cleo": 0})
    assert bank.transfer("Ben", "Cleo", 80), "there was just enough, so transfer() must return True"
    check_accounts(bank, {"Anna": 70, "Ben": 0, "Cleo": 80})


def test_a_transfer_that_is_short_changes_nothing(Bank, threads):
    bank = Bank({"Anna": 10, "Ben": 50})
    assert not bank.transfer("Anna", "Ben", 11), "there was not enough, so transfer() must return False"
    # In another thread, which cannot hold a lock of the transfer that was refused.
    threads.start("teller", lambda: check_accounts(bank, {"Anna": 10, "Ben": 50})).join()


def test_a_transfer_from_an_account_to_itself_changes_nothing(Bank, threads):
    bank = Bank({"Anna": 10, "Ben": 50})
    for amount in (10, 11):
        bank.transfer("Anna", "Anna", amount)
        threads.start("teller", lambda: check_accounts(bank, {"Anna": 10, "Ben": 50})).join()


def test_two_accounts_send_each_other_money(Bank, threads):
    bank = Bank({"Anna": 100, "Ben": 100})
    threads.start("teller-1", lambda: bank.transfer("Anna", "Ben", 10))
    threads.start("teller-2", lambda: bank.transfer("Ben", "Anna", 20))
    threads.join()
    check_accounts(bank, {"Anna": 110, "Ben": 90})


def test_three_transfers_between_two_accounts(Bank, threads):
    bank = Bank({"Anna": 100, "Ben": 90})
    threads.start("teller-1", lambda: bank.transfer("Anna", "Ben", 20))
    threads.start("teller-2", lambda: bank.transfer("Ben", "Anna", 30))
    threads.start("teller-3", lambda: bank.transfer("Anna", "Ben", 50))
    threads.join()
    check_accounts(bank, {"Anna": 60, "Ben": 130})


def test_money_goes_round_in_a_circle(Bank, threads):
    bank = Bank({"Anna": 100, "Ben": 100, "Cleo": 100})
    threads.start("teller-1", lambda: bank.transfer("Anna", "Ben", 10))
    threads.start("teller-2", lambda: bank.transfer("Ben", "Cleo", 20))
    threads.start("teller-3", lambda: bank.transfer("Cleo", "Anna", 40))
    threads.join()
    check_accounts(bank, {"Anna": 130, "Ben": 90, "Cleo": 80})


def test_the_same_money_is_not_spent_twice(Bank, threads):
    bank = Bank({"Anna": 100, "Ben": 50, "Cleo": 50})
    one = threads.start("teller-1", lambda: bank.transfer("Anna", "Ben", 80))
    two = threads.start("teller-2", lambda: bank.transfer("Anna", "Cleo", 70))
    threads.join()
    assert [one.result, two.result].count(True) == 1, "there was enough for exactly one of the two transfers"
    check_accounts(bank, {"Anna": 20, "Ben": 130, "Cleo": 50} if one.result else {"Anna": 30, "Ben": 50, "Cleo": 120})


def test_two_transfers_to_one_account_both_arrive(Bank, threads):
    bank = Bank({"Anna": 100, "Ben": 100, "Cleo": 100})
    threads.start("teller-1", lambda: bank.transfer("Anna", "Cleo", 10))
    threads.start("teller-2", lambda: bank.transfer("Ben", "Cleo", 20))
    threads.join()
    check_accounts(bank, {"Anna": 90, "Ben": 80, "Cleo": 130})


def check_total_meanwhile(bank, transfers, threads):
    """Check that the auditor sees all of the money, whatever transfers are in progress."""

    def audit():
        total = bank.total()
        assert total == 300, f"the sum of all accounts is 300, but the auditor saw {total}"

    threads.start("auditor", audit)
    for number, (src, dst, amount) in enumerate(transfers, 1):
        threads.start(f"teller-{number}", lambda src=src, dst=dst, amount=amount: bank.transfer(src, dst, amount))
    threads.join()


def test_no_money_is_on_the_way_when_the_auditor_looks(Bank, threads):
    check_total_meanwhile(Bank({"Anna": 100, "Ben": 200}), [("Anna", "Ben", 10)], threads)


def test_no_money_is_on_the_way_back_either(Bank, threads):
    check_total_meanwhile(Bank({"Anna": 100, "Ben": 200}), [("Ben", "Anna", 10)], threads)


def test_a_transfer_that_is_short_is_never_seen(Bank, threads):
    check_total_meanwhile(Bank({"Anna": 100, "Ben": 200}), [("Anna", "Ben", 101)], threads)


def test_the_auditor_looks_while_money_moves_in_both_directions(Bank, threads):
    bank = Bank({"Anna": 100, "Ben": 100, "Cleo": 100})
    check_total_meanwhile(bank, [("Anna", "Cleo", 10), ("Cleo", "Anna", 10)], threads)


def test_two_banks_do_not_get_mixed_up(Bank, threads):
    # Anna has an account at both, Ben at one of them, and Cleo at the other one.
    ours, theirs = Bank({"Anna": 100, "Ben": 0}), Bank({"Cleo": 20, "Anna": 10})
    threads.start("teller-1", lambda: ours.transfer("Anna", "Ben", 30))
    threads.start("teller-2", lambda: theirs.transfer("Cleo", "Anna", 20))
    threads.join()
    check_accounts(ours, {"Anna": 70, "Ben": 30})
    check_accounts(theirs, {"Cleo": 0, "Anna": 30})


class Coins(int):
    """An amount that records which threads are between their first and their last use of it."""

    counting: dict[str, int]

    def at_work(self, other, change):
        if int(other):
            me = threading.current_thread().name
            self.counting.setdefault(me, 2)
            self.counting[me] -= change

    def __add__(self, other):
        self.at_work(other, 1)
        return self.of(int(self) + int(other))

    def __sub__(self, other):
        self.at_work(other, 1)
        return self.of(int(self) - int(other))

    def __rsub__(self, other):
        self.at_work(other, 1)
        return self.of(int(other) - int(self))

    def __neg__(self):
        return self.of(-int(self))

    def __lt__(self, other):
        self.at_work(other, 0)
        return int(self) < int(other)

    def __le__(self, other):
        self.at_work(other, 0)
        return int(self) <= int(other)

    def __gt__(self, other):
        self.at_work(other, 0)
        return int(self) > int(other)

    def __ge__(self, other):
        self.at_work(other, 0)
        return int(self) >= int(other)

    __radd__ = __add__

    def of(self, amount):
        coins = Coins(amount)
        coins.counting = self.counting
        return coins


def test_transfers_between_other_accounts_can_be_in_progress_together(Bank, threads, possible):
    counting = {}

    def coins(amount):
        new = Coins(amount)
        new.counting = counting
        return new

    bank = Bank({name: coins(100) for name in ("Anna", "Ben", "Cleo", "Dan")})
    possible(
        "a transfer from Anna to Ben and one from Cleo to Dan are in progress together",
        lambda: len([name for name, left in counting.items() if left > 0]) == 2,
    )
    threads.start("teller-1", lambda: bank.transfer("Anna", "Ben", coins(10)))
    threads.start("teller-2", lambda: bank.transfer("Cleo", "Dan", coins(20)))
    threads.join()


class OneAtATime:
    """The sequential specification: a bank used by one thread at a time."""

    def __init__(self, balances):
        self.balances = balances

    def transfer(self, src, dst, amount):
        if src == dst:
            return AnyOf([True, False])
        if self.balances[src] < amount:
            return False
        self.balances[src] -= amount
        self.balances[dst] += amount
        return True

    def total(self):
        return sum(self.balances.values())


@pytest.mark.workload(
    transfer=[("Anna", "Ben", 1), ("Ben", "Anna", 2), ("Ben", "Cleo", 1), ("Cleo", "Anna", 1), ("Ben", "Ben", 1)],
    total=[()],
    threads=3,
    calls=3,
)
def test_each_call_seems_to_happen_at_one_moment(Bank, workload):
    balances = {"Anna": 1, "Ben": 1, "Cleo": 0}
    workload.run(Bank(balances.copy()), OneAtATime(balances))
