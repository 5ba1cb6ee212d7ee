"""What a service must do: it answers from a thread of its own, and close() ends it."""

import pytest

pytestmark = pytest.mark.kata("service", allow="Lock, Condition, Semaphore, Event, Thread")


def test_it_answers_until_it_is_closed(Service):
    service = Service()
    assert service.ask(20) == 21, "one more than was asked"
    service.close()


def test_it_can_be_closed_at_once(Service):
    Service().close()


def test_a_mistake_comes_through(Service):
    service = Service()
    with pytest.raises(TypeError):
        service.ask(None)
    service.close()
