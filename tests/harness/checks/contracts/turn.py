"""What two must do who keep each other out with plain attributes; spinning is the point here."""

import pytest

pytestmark = pytest.mark.kata("turn", allow="", spin=True)


def test_one_at_a_time(Turn, threads):
    turn, inside = Turn(), []

    def work(me):
        def body():
            turn.acquire(me)
            inside.append(me)
            assert inside == [me], "two are inside"
            inside.remove(me)
            turn.release(me)

        return body

    for me in (0, 1):
        threads.start(f"P{me}", work(me))
    threads.join()
