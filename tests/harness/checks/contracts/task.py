"""What a task must do: it runs in a thread of its own, and who joins waits for its end, without Thread.join."""

import pytest

pytestmark = pytest.mark.kata("task", allow="Lock, Condition, Semaphore, Thread", forbid="Thread.join, Thread.is_alive")


def test_join_waits_for_the_end(Task, threads):
    done = []
    task = Task(lambda: done.append("work"))
    task.start()
    task.join()
    assert done == ["work"], "join came back before the end"
