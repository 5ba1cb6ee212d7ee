"""What a till must do where every unordered access is a fault."""

import pytest

pytestmark = pytest.mark.kata("till", allow="any", races="fail")


def test_two_pay(Till, threads):
    till = Till()
    for name in ("Anna", "Bert"):
        threads.start(name, lambda: till.pay(5))
    threads.join()
