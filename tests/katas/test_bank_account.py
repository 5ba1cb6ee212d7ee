"""What a bank account must do. Runs against katas/bank_account.py."""

import pytest

pytestmark = pytest.mark.kata("bank_account", allow="Lock")


def test_deposits_and_withdrawals_add_up(Account):
    account = Account(100)
    assert account.balance == 100, "a new account must have the balance it was opened with"
    account.deposit(50)
    assert account.balance == 150, "100 and a deposit of 50 make 150"
    assert account.withdraw(30), "the balance is 150, so withdraw(30) must return True"
    assert account.balance == 120, "150 less 30 is 120"


def test_the_whole_balance_can_be_withdrawn(Account):
    account = Account(100)
    assert account.withdraw(100), "the balance is 100, so withdraw(100) must return True"
    assert account.balance == 0, "the balance must be 0"
    account.deposit(1)
    assert account.withdraw(1), "money that was deposited later can be withdrawn, too"


def test_a_withdrawal_that_is_too_large_is_refused_at_once_and_changes_nothing(Account, threads):
    account = Account(100)
    anna = threads.start("anna", lambda: account.withdraw(101))
    assert not anna.blocked(), "a withdrawal that is too large must not wait for money"
    assert not anna.result, "the balance is 100, so withdraw(101) must return False"
    assert account.balance == 100, "a refused withdrawal must change nothing"
    assert account.withdraw(100), "after a refused withdrawal, the money must still be there"
    account.deposit(100)
    check_that_it_still_works(account, threads)


def test_an_account_may_be_empty(Account):
    account = Account(0)
    assert not account.withdraw(1), "the balance is 0, so withdraw(1) must return False"
    account.deposit(1)
    assert account.balance == 1, "a deposit after a refused withdrawal must count"


def test_an_account_is_not_the_only_one(Account):
    mine, yours = Account(100), Account(100)
    mine.deposit(1)
    assert yours.withdraw(40), "the balance is 100, so withdraw(40) must return True"
    assert (mine.balance, yours.balance) == (101, 60), "two accounts must be independent of each other"


def test_two_cannot_both_have_the_same_money(Account, threads):
    account = Account(100)
    anna = threads.start("anna", lambda: account.withdraw(60))
    ben = threads.start("ben", lambda: account.withdraw(60))
    threads.join()
    assert account.balance >= 0, "the account is overdrawn: both withdrawals took 60 of the same 100"
    assert [anna.result, ben.result].count(True) == 1, "two threads ask for 60 of 100: exactly one must get it"
    assert [anna.result, ben.result].count(False) == 1, "the withdrawal that was refused must return False"
    assert account.balance == 40, "one withdrawal of 60 from 100 leaves 40"


def test_two_withdraw_what_is_enough_for_both(Account, threads):
    account = Account(100)
    anna = threads.start("anna", lambda: account.withdraw(60))
    ben = threads.start("ben", lambda: account.withdraw(40))
    threads.join()
    assert anna.result and ben.result, "100 is enough for 60 and 40, but a withdrawal was refused"
    assert account.balance == 0, "100 less 60 and 40 is 0, but the balance is not"


def test_a_refused_withdrawal_takes_nothing_even_for_a_moment(Account, threads):
    account = Account(50)
    greedy = threads.start("greedy", lambda: account.withdraw(60))
    modest = threads.start("modest", lambda: account.withdraw(30))
    threads.join()
    assert not greedy.result, "the balance is 50, so withdraw(60) must return False"
    assert modest.result, "the balance was never below 50, but withdraw(30) was refused"
    assert account.balance == 20, "50 less 30 is 20"


def test_deposits_at_the_same_time_all_count(Account, threads):
    account = Account(0)
    threads.start("anna", lambda: account.deposit(50))
    threads.start("ben", lambda: account.deposit(30))
    threads.join()
    assert account.balance == 80, "deposits of 50 and 30 make 80: money was lost, or came from nowhere"


def test_a_deposit_and_a_withdrawal_at_the_same_time_both_count(Account, threads):
    account = Account(100)
    threads.start("anna", lambda: account.deposit(50))
    ben = threads.start("ben", lambda: account.withdraw(30))
    threads.join()
    assert ben.result, "the balance was never below 100, but withdraw(30) was refused"
    assert account.balance == 120, "100 plus 50 less 30 is 120: money was lost, or came from nowhere"


def test_a_withdrawal_may_come_before_or_after_the_deposit_it_needs(Account, threads):
    account = Account(0)
    threads.start("anna", lambda: account.deposit(50))
    ben = threads.start("ben", lambda: account.withdraw(50))
    threads.join()
    left = 0 if ben.result else 50
    assert account.balance == left, f"withdraw(50) returned {ben.result}, so the balance must be {left}"


def test_whoever_looks_sees_what_really_was_there(Account, threads):
    account = Account(100)

    def move():
        account.deposit(50)
        account.withdraw(150)

    threads.start("anna", move)
    look = threads.start("ben", lambda: account.balance)
    threads.join()
    assert look.result >= 0, "a thread read a negative balance"
    assert look.result in (100, 150, 0), "a thread read a balance that the account never had"


def test_a_refused_withdrawal_is_never_seen(Account, threads):
    account = Account(50)
    threads.start("anna", lambda: account.withdraw(60))
    look = threads.start("ben", lambda: account.balance)
    threads.join()
    assert look.result == 50, "the balance was 50 all the time, but a thread read another amount"


def test_an_amount_of_zero_or_less_is_refused(Account, threads):
    account = Account(100)
    for n in (0, -1, -100):
        refuse(account.deposit, n)
        refuse(account.withdraw, n)
    assert account.balance == 100, "an amount that was refused must change nothing"
    check_that_it_still_works(account, threads)


def test_an_amount_of_zero_or_less_is_refused_on_an_empty_account(Account):
    account = Account(0)
    for n in (0, -1):
        refuse(account.withdraw, n)
        refuse(account.deposit, n)
    assert account.balance == 0, "an amount that was refused must change nothing"


def test_others_go_on_after_a_refused_amount(Account, threads):
    account = Account(100)
    threads.start("anna", lambda: refuse(account.deposit, 0))
    threads.start("ben", lambda: refuse(account.withdraw, 0))
    threads.join()
    check_that_it_still_works(account, threads)


def refuse(method, n):
    with pytest.raises(ValueError):
        method(n)


def check_that_it_still_works(account, threads):
    """Let another thread deposit 20 into an account with 100 and withdraw all of it."""

    def use():
        account.deposit(20)
        assert account.balance == 120, "100 and a deposit of 20 make 120"
        assert account.withdraw(120), "the balance is 120, so withdraw(120) must return True"
        assert account.balance == 0, "the balance must be 0"

    threads.start("carla", use).join()


class Teller:
    """The operations on an account, one method for each."""

    def __init__(self, account):
        self.account = account

    def deposit(self, n):
        self.account.deposit(n)

    def withdraw(self, n):
        return self.account.withdraw(n)

    def look(self):
        return self.account.balance


class OneAtATime:
    """The sequential specification: an account used by one thread at a time."""

    def __init__(self, balance):
        self.balance = balance

    def deposit(self, n):
        self.balance += n

    def withdraw(self, n):
        if self.balance < n:
            return False
        self.balance -= n
        return True

    def look(self):
        return self.balance


@pytest.mark.workload(deposit=[1, 2], withdraw=[1, 2], look=[()], threads=3, calls=3)
def test_each_call_seems_to_happen_at_one_moment(Account, workload):
    workload.run(Teller(Account(2)), OneAtATime(2))
