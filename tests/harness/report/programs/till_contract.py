"""What a till must do: each payment counts, and nobody waits for ever."""

import pytest

pytestmark = pytest.mark.kata("till", allow="any")


class Model:
    """A till that one person uses at a time."""

    def __init__(self):
        self.sum = 0

    def pay(self, coins):
        self.sum += coins
        return self.sum


def test_the_manager_gets_a_turn(Till, threads):
    till = Till()
    for name in ("Anna", "Bert"):
        threads.forever(name, lambda: till.sell(lambda: None))
    threads.forever("manager", lambda: till.count(lambda: None))


@pytest.mark.workload(pay=[1, 2], threads=2, calls=2)
def test_each_payment_seems_to_happen_at_one_moment(Till, workload):
    workload.run(Till(), Model())
