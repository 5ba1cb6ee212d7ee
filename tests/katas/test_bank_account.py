"""What a bank account must do. Runs against katas/bank_account.py."""

import pytest

pytestmark = pytest.mark.kata("bank_account", allow="Lock")


def test_deposits_and_withdrawals_add_up(Account):
    account = Account(100)
    assert account.balance == 100, "a new account must have on it what it was opened with"
    account.deposit(50)
    assert account.balance == 150, "100 and a deposit of 50 are 150"
    assert account.withdraw(30) is True, "with 150 on the account, withdraw(30) must return True"
    assert account.balance == 120, "150 less 30 are 120"


def test_the_whole_balance_can_be_withdrawn(Account):
    account = Account(100)
    assert account.withdraw(100) is True, "100 are enough for 100"
    assert account.balance == 0, "nothing must be left"
    account.deposit(1)
    assert account.withdraw(1) is True, "what came in again can be withdrawn again"


def test_a_withdrawal_that_is_too_large_is_refused_at_once_and_changes_nothing(Account, threads):
    account = Account(100)
    anna = threads.start("anna", lambda: account.withdraw(101))
    assert not anna.blocked(), "a withdrawal that is too large must not wait for money"
    assert anna.result is False, "with 100 on the account, withdraw(101) must return False"
    assert account.balance == 100, "a withdrawal that was refused must change nothing"
    assert account.withdraw(100) is True, "after a refused withdrawal, the money must still be there"
    account.deposit(100)
    check_that_it_still_works(account, threads)


def test_an_account_may_be_empty(Account):
    account = Account(0)
    assert account.withdraw(1) is False, "with nothing on the account, withdraw(1) must return False"
    account.deposit(1)
    assert account.balance == 1, "a deposit after a refused withdrawal must count"


def test_an_account_is_not_the_only_one(Account):
    mine, yours = Account(100), Account(100)
    mine.deposit(1)
    assert yours.withdraw(40) is True, "with 100 on the account, withdraw(40) must return True"
    assert (mine.balance, yours.balance) == (101, 60), "two accounts must not get mixed up"


def test_two_cannot_both_have_the_same_money(Account, threads):
    account = Account(100)
    anna = threads.start("anna", lambda: account.withdraw(60))
    ben = threads.start("ben", lambda: account.withdraw(60))
    threads.join()
    assert account.balance >= 0, "the account is overdrawn: both took 60 of the same 100"
    assert [anna.result, ben.result].count(True) == 1, "of two who want 60 of 100, just one must get it"
    assert [anna.result, ben.result].count(False) == 1, "whoever gets nothing must be told so"
    assert account.balance == 40, "one withdrawal of 60 from 100 leaves 40"


def test_two_withdraw_what_is_enough_for_both(Account, threads):
    account = Account(100)
    anna = threads.start("anna", lambda: account.withdraw(60))
    ben = threads.start("ben", lambda: account.withdraw(40))
    threads.join()
    assert anna.result is True and ben.result is True, "100 are enough for 60 and 40, and somebody was refused"
    assert account.balance == 0, "100 less 60 and 40 is nothing, and something is there"


def test_a_refused_withdrawal_takes_nothing_even_for_a_moment(Account, threads):
    account = Account(50)
    greedy = threads.start("greedy", lambda: account.withdraw(60))
    modest = threads.start("modest", lambda: account.withdraw(30))
    threads.join()
    assert greedy.result is False, "with 50 on the account, withdraw(60) must return False"
    assert modest.result is True, "there were never less than 50, and withdraw(30) was refused"
    assert account.balance == 20, "50 less 30 are 20"


def test_deposits_at_the_same_time_all_count(Account, threads):
    account = Account(0)
    threads.start("anna", lambda: account.deposit(50))
    threads.start("ben", lambda: account.deposit(30))
    threads.join()
    assert account.balance == 80, "deposits of 50 and 30 are 80: money was lost or made"


def test_a_deposit_and_a_withdrawal_at_the_same_time_both_count(Account, threads):
    account = Account(100)
    threads.start("anna", lambda: account.deposit(50))
    ben = threads.start("ben", lambda: account.withdraw(30))
    threads.join()
    assert ben.result is True, "there were never less than 100, and withdraw(30) was refused"
    assert account.balance == 120, "100 and 50 less 30 are 120: money was lost or made"


def test_a_withdrawal_may_come_before_or_after_the_deposit_it_needs(Account, threads):
    account = Account(0)
    threads.start("anna", lambda: account.deposit(50))
    ben = threads.start("ben", lambda: account.withdraw(50))
    threads.join()
    left = 0 if ben.result else 50
    assert account.balance == left, f"withdraw(50) said {ben.result}, so {left} must be there"


def test_whoever_looks_sees_what_really_was_there(Account, threads):
    account = Account(100)

    def move():
        account.deposit(50)
        account.withdraw(150)

    threads.start("anna", move)
    look = threads.start("ben", lambda: account.balance)
    threads.join()
    assert look.result >= 0, "somebody saw less than nothing on the account"
    assert look.result in (100, 150, 0), "somebody saw an amount that never was on the account"


def test_a_refused_withdrawal_is_never_seen(Account, threads):
    account = Account(50)
    threads.start("anna", lambda: account.withdraw(60))
    look = threads.start("ben", lambda: account.balance)
    threads.join()
    assert look.result == 50, "there were 50 all the time, and somebody saw another amount"


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
    """Another thread pays 20 into an account with 100 and takes all of it out."""

    def use():
        account.deposit(20)
        assert account.balance == 120, "100 and a deposit of 20 are 120"
        assert account.withdraw(120) is True, "120 are enough for 120"
        assert account.balance == 0, "nothing must be left"

    threads.start("carla", use).join()


class Teller:
    """What can be done with an account, each by a call."""

    def __init__(self, account):
        self.account = account

    def deposit(self, n):
        self.account.deposit(n)

    def withdraw(self, n):
        return self.account.withdraw(n)

    def look(self):
        return self.account.balance


class OneAtATime:
    """What the calls do when each has the account for itself: what an account for many has to look like."""

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
