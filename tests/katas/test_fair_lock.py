"""What a fair lock must do. Runs against katas/fair_lock.py."""

import pytest

pytestmark = pytest.mark.kata("fair_lock", allow="Lock, Condition, Semaphore")


def start_customer(threads, name, lock, served, times=1):
    """Start a thread that takes the lock `times` times and checks each time that it is alone."""

    def shop():
        for _ in range(times):
            lock.acquire()
            served.append(name)
            number = len(served)
            assert served[-1] == name, f"{name} and {served[-1]} have the lock at the same time"
            assert len(served) == number, f"{name} and {served[-1]} have the lock at the same time"
            lock.release()

    return threads.start(name, shop)


def test_who_is_alone_does_not_wait(FairLock):
    lock = FairLock()
    for _ in range(3):
        lock.acquire()
        lock.release()


def test_two_threads_take_turns(FairLock, threads):
    lock, served = FairLock(), []
    start_customer(threads, "customer-1", lock, served, times=2)
    start_customer(threads, "customer-2", lock, served)
    threads.join()
    assert len(served) == 3, f"customer-1 asked for the lock twice and customer-2 once, but these got it: {served}"


def test_three_threads_all_have_their_turn(FairLock, threads):
    lock, served = FairLock(), []
    for number in (1, 2, 3):
        start_customer(threads, f"customer-{number}", lock, served)
    threads.join()
    assert len(served) == 3, f"three customers asked for the lock, but these got it: {served}"


def test_two_wait_while_somebody_has_the_lock(FairLock, threads):
    lock, served = FairLock(), []
    lock.acquire()
    one = start_customer(threads, "customer-1", lock, served)
    assert one.blocked(), "customer-1 got the lock although another thread holds it"
    two = start_customer(threads, "customer-2", lock, served)
    assert two.blocked(), "customer-2 got the lock although another thread holds it"
    assert served == [], f"{served} had the lock at the same time as another thread"
    lock.release()
    threads.join()


def test_two_locks_do_not_get_mixed_up(FairLock, threads):
    here, there, served = FairLock(), FairLock(), []
    here.acquire()
    there.acquire()
    one = start_customer(threads, "customer-1", here, served)
    two = start_customer(threads, "customer-2", there, served)
    assert one.blocked(), "customer-1 got the lock although another thread holds it"
    assert two.blocked(), "customer-2 got the lock although another thread holds it"
    there.release()
    two.join()
    assert one.blocked(), "customer-1 got the lock when only another lock became free"
    here.release()
    threads.join()


def line_up(threads, names, lock, served, times=1):
    """Start threads one after the other; each is waiting before the next one starts."""
    for name in names:
        customer = start_customer(threads, name, lock, served, times)
        assert customer.blocked(), f"{name} got the lock although another thread holds it"


@pytest.mark.fifo
def test_three_who_wait_are_served_in_order(FairLock, threads):
    lock, served = FairLock(), []
    lock.acquire()
    line_up(threads, ["customer-1", "customer-2", "customer-3"], lock, served)
    lock.release()
    threads.join()
    assert served == ["customer-1", "customer-2", "customer-3"], f"the threads were served in the wrong order: {served}"


@pytest.mark.fifo
def test_who_has_had_the_lock_goes_to_the_end_of_the_line(FairLock, threads):
    lock, served = FairLock(), []
    lock.acquire()
    line_up(threads, ["customer-1", "customer-2"], lock, served)
    lock.release()
    lock.acquire()
    assert served == ["customer-1", "customer-2"], f"main asked last, but before it only these were served: {served}"
    lock.release()
    threads.join()


@pytest.mark.fifo
def test_two_who_come_twice_take_turns(FairLock, threads):
    lock, served = FairLock(), []
    lock.acquire()
    line_up(threads, ["customer-1", "customer-2"], lock, served, times=2)
    lock.release()
    threads.join()
    # customer-1 asks again when customer-2 is in the queue; the order after these two is open.
    assert served[:2] == ["customer-1", "customer-2"], f"the threads were served in the wrong order: {served}"


@pytest.mark.fifo
def test_the_order_holds_in_a_second_line_too(FairLock, threads):
    lock, served = FairLock(), []
    for names in (["customer-1"], ["customer-2", "customer-3"]):
        lock.acquire()
        line_up(threads, names, lock, served)
        lock.release()
        threads.join()
    assert served == ["customer-1", "customer-2", "customer-3"], f"the threads were served in the wrong order: {served}"
