"""What a mailbox must do. Runs against katas/producer_consumer_condition.py."""

from unittest.mock import ANY

import pytest

from concurrency_katas import Blocks

pytestmark = pytest.mark.kata("producer_consumer_condition", allow="Condition, Lock, RLock")


def test_what_is_sent_is_received(Mailbox):
    mailbox = Mailbox()
    for item in ("first", "second", "third"):
        mailbox.send(item)
        assert mailbox.receive() == item, f"{item} was sent, but something else came out"


def test_none_and_other_empty_values_are_items(Mailbox, threads):
    mailbox = Mailbox()
    for item in (None, False, 0, "", (), []):
        mailbox.send(item)
        assert mailbox.receive() is item, f"{item!r} was sent, but something else came out"
    mailbox.send(None)
    sender = threads.start("sender", lambda: mailbox.send("second"))
    assert sender.blocked(), "send returned although there was an item inside: None"
    assert mailbox.receive() is None, "None was sent, but something else came out"
    sender.join()
    assert mailbox.receive() == "second", "the item of the waiting sender was lost"


def test_a_full_mailbox_makes_send_wait(Mailbox, threads):
    mailbox = Mailbox()
    mailbox.send("first")
    sender = threads.start("sender", lambda: mailbox.send("second"))
    assert sender.blocked(), "send returned although there was an item inside"
    assert mailbox.receive() == "first", "the item inside was overwritten"
    sender.join()
    assert mailbox.receive() == "second", "the item of the waiting sender was lost"


def test_an_empty_mailbox_makes_receive_wait(Mailbox, threads):
    mailbox = Mailbox()
    receiver = threads.start("receiver", mailbox.receive)
    assert receiver.blocked(), "receive returned although there was no item"
    mailbox.send("letter")
    receiver.join()
    assert receiver.result == "letter", "the waiting receiver did not get the item"


def test_of_two_senders_one_waits(Mailbox, threads):
    mailbox = Mailbox()
    one = threads.start("sender-1", lambda: mailbox.send("a"))
    two = threads.start("sender-2", lambda: mailbox.send("b"))
    threads.settle()
    assert not (one.done and two.done), "the mailbox has room for one item, but two went in"
    assert {mailbox.receive(), mailbox.receive()} == {"a", "b"}, "an item of one of the senders was lost"
    threads.join()


def test_of_two_receivers_one_waits(Mailbox, threads):
    mailbox = Mailbox()
    mailbox.send("a")
    one = threads.start("receiver-1", mailbox.receive)
    two = threads.start("receiver-2", mailbox.receive)
    threads.settle()
    assert not (one.done and two.done), "one item was sent, but two were received"
    mailbox.send("b")
    threads.join()
    assert {one.result, two.result} == {"a", "b"}, "each item must reach one of the receivers"


def test_one_sends_and_one_receives(Mailbox, threads):
    mailbox = Mailbox()

    def send():
        for number in (1, 2, 3):
            mailbox.send(number)

    threads.start("sender", send)
    received = [mailbox.receive() for _ in range(3)]
    assert received == [1, 2, 3], "each item must arrive once, in order"
    threads.join()


def test_two_waiting_receivers_both_go_on(Mailbox, threads):
    mailbox = Mailbox()
    one = threads.start("receiver-1", mailbox.receive)
    two = threads.start("receiver-2", mailbox.receive)
    assert one.blocked() and two.blocked(), "receive returned although there was no item"
    mailbox.send("a")
    mailbox.send("b")
    threads.join()
    assert {one.result, two.result} == {"a", "b"}, "each item must reach one of the receivers"


def test_two_waiting_senders_both_go_on(Mailbox, threads):
    mailbox = Mailbox()
    mailbox.send("a")
    one = threads.start("sender-1", lambda: mailbox.send("b"))
    two = threads.start("sender-2", lambda: mailbox.send("c"))
    assert one.blocked() and two.blocked(), "send returned although there was an item inside"
    assert mailbox.receive() == "a", "the item inside was overwritten"
    assert {mailbox.receive(), mailbox.receive()} == {"b", "c"}, "an item of a waiting sender was lost"
    threads.join()


def test_when_the_second_item_is_in_the_first_is_out(Mailbox, threads):
    mailbox = Mailbox()
    mailbox.send("first")

    def send_and_receive():
        mailbox.send("second")
        # There is room for one, and the second is in. So the first is out: the receiver has it.
        got = mailbox.receive()
        assert got == "second", f"{got} came out when the second item was already in"

    threads.start("sender", send_and_receive)
    receiver = threads.start("receiver", mailbox.receive)
    threads.join()
    assert receiver.result == "first", "the item inside was overwritten"


def test_two_send_and_two_receive(Mailbox, threads):
    mailbox = Mailbox()
    threads.start("sender-1", lambda: mailbox.send("a"))
    threads.start("sender-2", lambda: mailbox.send("b"))
    one = threads.start("receiver-1", mailbox.receive)
    two = threads.start("receiver-2", mailbox.receive)
    threads.join()
    assert {one.result, two.result} == {"a", "b"}, "each item must arrive exactly once"


def test_two_mailboxes_do_not_get_mixed_up(Mailbox, threads):
    here, there = Mailbox(), Mailbox()
    here.send("a")
    there.send("b")
    assert [there.receive(), here.receive()] == ["b", "a"], "an item came out of another mailbox than it was sent to"
    one = threads.start("receiver-1", here.receive)
    two = threads.start("receiver-2", there.receive)
    assert one.blocked() and two.blocked(), "receive returned although there was no item"
    there.send("d")
    two.join()
    assert one.blocked(), "receive returned although there was an item only in another mailbox"
    here.send("c")
    threads.join()
    assert [one.result, two.result] == ["c", "d"], "an item came out of another mailbox than it was sent to"


class OneAtATime:
    """The sequential specification: a mailbox used by one thread at a time."""

    def __init__(self):
        self.items = []

    def send(self, item):
        if self.items:
            raise Blocks
        self.items.append(item)
        return ANY

    def receive(self):
        if not self.items:
            raise Blocks
        return self.items.pop()


@pytest.mark.workload(send=["a", "b", None], receive=[()], threads=3, calls=3)
def test_each_call_seems_to_happen_at_one_moment(Mailbox, workload):
    workload.run(Mailbox(), OneAtATime())
