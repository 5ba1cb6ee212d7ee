"""What a gate of semaphores must do: who comes before it is opened waits."""

import pytest

pytestmark = pytest.mark.kata("gate", allow="Semaphore")


def test_who_comes_waits_until_it_opens(Gate, threads):
    gate, opened, passed = Gate(), [], []

    def come():
        gate.wait()
        assert opened, "came through a closed gate"
        passed.append("somebody")

    def open_it():
        opened.append("now")
        gate.open()

    threads.start("guest", come)
    threads.start("porter", open_it)
    threads.join()
