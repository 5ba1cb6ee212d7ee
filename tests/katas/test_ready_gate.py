"""What a service with a ready gate must do. Runs against katas/ready_gate.py."""

from itertools import count
from threading import Event

import pytest

pytestmark = pytest.mark.kata("ready_gate", allow="Event, Lock, Condition, Semaphore, Thread")


class Connection:
    """A connection that answers each query with its number."""

    def __init__(self):
        self.numbers = count(1)

    def query(self):
        return f"answer {next(self.numbers)}"


class Says:
    """A connection that always returns the same answer."""

    def __init__(self, answer):
        self.answer = answer

    def query(self):
        return self.answer


class NoLine(Exception):
    """Raise the error of a connection that cannot be made."""


def test_a_query_after_start_gets_an_answer(Service):
    service = Service(Connection)
    service.start()
    assert service.query() == "answer 1", "query must return what the connection's query returns"


def test_start_does_not_wait_for_the_connection(Service, threads):
    line = Event()

    def connect():
        line.wait()
        return Connection()

    service = Service(connect)
    opener = threads.start("opener", service.start)
    threads.settle()
    early = opener.done
    line.set()
    threads.join()
    assert early, "start must connect in a background thread, and return"
    assert service.query() == "answer 1", "query must return what the connection's query returns"


def test_a_query_waits_until_the_connection_is_there(Service, threads):
    line = Event()

    def connect():
        line.wait()
        return Connection()

    service = Service(connect)
    service.start()
    client = threads.start("client", service.query)
    assert client.blocked(), "query returned although there is no connection yet"
    line.set()
    threads.join()
    assert client.result == "answer 1", "the waiting client must get the connection's answer"


def test_a_query_before_start_waits_for_it(Service, threads):
    service = Service(Connection)
    client = threads.start("client", service.query)
    assert client.blocked(), "query returned although start was not called"
    service.start()
    threads.join()
    assert client.result == "answer 1", "the waiting client must get the connection's answer"


def test_nobody_connects_before_start(Service, threads):
    connected = []

    def connect():
        connected.append("once")
        return Connection()

    service = Service(connect)
    client = threads.start("client", service.query)
    threads.settle()
    assert connected == [], "connect was called although start was not called"
    service.start()
    client.join()
    assert connected == ["once"], "connect must be called once"


def test_the_connection_may_come_at_any_moment(Service, threads):
    service = Service(Connection)
    client = threads.start("client", service.query)
    service.start()
    threads.join()
    assert client.result == "answer 1", "the client must get the connection's answer"


def test_all_waiting_clients_get_an_answer(Service, threads):
    service = Service(Connection)
    one = threads.start("client-1", service.query)
    two = threads.start("client-2", service.query)
    assert one.blocked() and two.blocked(), "query returned although start was not called"
    service.start()
    threads.join()
    assert {one.result, two.result} == {"answer 1", "answer 2"}, "each client must get an answer of its own"


def test_two_clients_come_while_it_connects(Service, threads):
    connected = []

    def connect():
        connected.append("once")
        return Connection()

    service = Service(connect)
    service.start()
    one = threads.start("client-1", service.query)
    two = threads.start("client-2", service.query)
    threads.join()
    assert {one.result, two.result} == {"answer 1", "answer 2"}, "each client must get an answer of its own"
    assert connected == ["once"], "connect must be called once, for all clients"


def test_a_client_may_ask_again_and_again(Service):
    service = Service(Connection)
    service.start()
    answers = [service.query() for _ in range(3)]
    assert answers == ["answer 1", "answer 2", "answer 3"], "each query must call the connection's query"


def test_late_clients_get_an_answer_too(Service, threads):
    service = Service(Connection)
    client = threads.start("client", service.query)
    threads.settle()
    service.start()
    client.join()
    late = threads.start("late", lambda: [service.query(), service.query()])
    late.join()
    assert late.result == ["answer 2", "answer 3"], "each query must call the connection's query"


def test_none_and_other_empty_answers_are_answers(Service):
    for answer in (None, False, 0, ""):
        check_the_answer(Service, answer)


def check_the_answer(service_class, answer):
    service = service_class(lambda: Says(answer))
    service.start()
    for _ in range(2):
        assert service.query() is answer, f"the connection answered {answer!r}, but query returned something else"


def test_a_failed_connection_is_told_to_a_client_who_waits(Service, threads):
    service = Service(fail)
    client = threads.start("client", lambda: told(service))
    assert client.blocked(), "query returned although start was not called"
    service.start()
    threads.join()
    assert client.result == "no line", "the waiting client must get the exception that connect raised"


def test_a_failed_connection_is_told_to_all_who_wait(Service, threads):
    service = Service(fail)
    one = threads.start("client-1", lambda: told(service))
    two = threads.start("client-2", lambda: told(service))
    assert one.blocked() and two.blocked(), "query returned although start was not called"
    service.start()
    threads.join()
    assert one.result == two.result == "no line", "every client must get the exception that connect raised"


def test_a_failed_connection_is_told_every_time(Service, threads):
    service = Service(fail)
    service.start()
    for _ in range(3):
        assert told(service) == "no line", "query must raise the exception that connect raised"
    late = threads.start("late", lambda: told(service))
    late.join()
    assert late.result == "no line", "a late client must get the exception that connect raised, too"


def test_connect_is_called_once_even_if_it_fails(Service):
    calls = []

    def connect():
        calls.append("call")
        fail()

    service = Service(connect)
    service.start()
    for _ in range(2):
        assert told(service) == "no line", "query must raise the exception that connect raised"
    assert calls == ["call"], "start must call connect exactly once, even if it fails"


def test_a_connection_may_fail_at_any_moment(Service, threads):
    service = Service(fail)
    client = threads.start("client", lambda: told(service))
    service.start()
    threads.join()
    assert client.result == "no line", "the client must get the exception that connect raised"


def test_the_exception_of_connect_is_the_one_that_every_query_raises(Service, threads):
    error = NoLine("no line")

    def connect():
        raise error

    def ask():
        with pytest.raises(NoLine) as caught:
            service.query()
        return caught.value

    service = Service(connect)
    early = threads.start("early", ask)
    assert early.blocked(), "query returned although start was not called"
    service.start()
    threads.join()
    assert early.result is error, "query must raise the very exception that connect raised"
    assert ask() is error, "a later query must raise the very exception that connect raised, too"


def test_any_exception_of_connect_is_told(Service):
    for kind in (NoLine, ValueError, KeyError):
        check_that_it_is_told(Service, kind)


def check_that_it_is_told(service_class, kind):
    def connect():
        raise kind("no line")

    service = service_class(connect)
    service.start()
    for _ in range(2):
        with pytest.raises(kind):
            service.query()


def test_the_thread_ends_even_if_nobody_asks(Service, threads):
    for connect in (Connection, fail):
        Service(connect).start()
        threads.settle()


def test_two_services_do_not_get_mixed_up(Service, threads):
    ours, theirs = Service(lambda: Says("ours")), Service(lambda: Says("theirs"))
    client = threads.start("client", theirs.query)
    ours.start()
    assert client.blocked(), "query returned although only another service was started"
    theirs.start()
    threads.join()
    assert client.result == "theirs", "the waiting client must get the answer of its own service"
    assert ours.query() == "ours", "query must return what the connection's query returns"


def test_a_service_can_connect_while_another_does(Service, threads):
    line = Event()

    def connect():
        line.wait()
        return Says("slow")

    slow, quick = Service(connect), Service(Connection)
    slow.start()
    threads.settle()
    quick.start()
    client = threads.start("client", quick.query)
    assert not client.blocked(), "query waits although only another service is still connecting"
    assert client.result == "answer 1", "query must return what the connection's query returns"
    line.set()
    assert slow.query() == "slow", "query must return what the connection's query returns"


def fail():
    raise NoLine("no line")


def told(service):
    """Return the text of the exception that a query raises."""
    with pytest.raises(NoLine) as caught:
        service.query()
    return str(caught.value)
