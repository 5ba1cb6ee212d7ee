"""Small programs that fail, each for one reason."""

import os
import sys
import threading
import time
from contextlib import suppress
from threading import Barrier, Condition, Event, Lock, RLock, Semaphore, Thread

LEFT, RIGHT = RLock(), RLock()
PIPE = int(os.environ.get("KATA_TEST_PIPE", "-1"))


def together(*functions):
    some = [Thread(target=function, name=f"t{number}") for number, function in enumerate(functions)]
    for one in some:
        one.start()
    for one in some:
        one.join()


# -- what cannot go on ---------------------------------------------------------------------------------


def two_locks_crosswise():
    one, other, gate = Lock(), Lock(), Barrier(2)
    together(lambda: crosswise(one, other, gate), lambda: crosswise(other, one, gate))


def crosswise(first, second, gate):
    with first:
        gate.wait()
        with second:
            pass


def two_global_locks_crosswise():
    gate = Barrier(2)

    def one():
        with LEFT:
            gate.wait()
            with RIGHT:
                pass

    def other():
        with RIGHT:
            gate.wait()
            with LEFT:
                pass

    together(one, other)


def three_forks():
    forks, gate = [Lock() for _ in range(3)], Barrier(3)

    def eat(seat):
        with forks[seat]:
            gate.wait()
            with forks[(seat + 1) % 3]:
                pass

    together(*(lambda seat=seat: eat(seat) for seat in range(3)))


def two_deadlocks_at_once():
    locks, pairs = [Lock() for _ in range(4)], [Barrier(2), Barrier(2)]
    together(
        lambda: crosswise(locks[0], locks[1], pairs[0]),
        lambda: crosswise(locks[1], locks[0], pairs[0]),
        lambda: crosswise(locks[2], locks[3], pairs[1]),
        lambda: crosswise(locks[3], locks[2], pairs[1]),
    )


def the_same_lock_twice():
    lock = Lock()

    def again():
        lock.acquire()

    lock.acquire()
    again()


def a_lock_left_behind():
    lock, taken = Lock(), Event()

    def take():
        lock.acquire()
        taken.set()

    def wait():
        taken.wait()
        lock.acquire()

    together(take, wait)


def joins_in_a_circle():
    together(lambda: threading.main_thread().join())


def nobody_notifies():
    changed = Condition()

    def wait():
        with changed:
            changed.wait()

    together(wait)


def nobody_releases():
    permits = Semaphore(0)
    together(permits.acquire, permits.acquire)


def blocked_for_ever_in_a_loop_that_catches_everything():
    lock = Lock()
    lock.acquire()

    def swallow():
        while True:
            with suppress(BaseException):
                lock.acquire()

    together(swallow)


# -- what raises ---------------------------------------------------------------------------------------


def an_exception_in_a_thread():
    together(lambda: {}["no such key"])


def an_exception_in_main():
    assert [1, 2] == [2, 1]


def an_exception_below_threading():
    import _thread

    done = Lock()
    done.acquire()

    def fail():
        raise KeyError("low")

    _thread.start_new_thread(fail, ())
    done.acquire()


def an_exception_outside_the_program():
    together(Lock().release)


def an_exit():
    together(lambda: sys.exit(3))


def floods():
    while True:
        sys.stdout.write("x" * 1_000)


# -- what goes on for ever -----------------------------------------------------------------------------


def back_and_forth():
    flags = [False, False]

    def undo():
        while not flags[0]:
            flags[1] = not flags[1]

    together(undo, undo)


def sleeps_for_long():
    together(lambda: time.sleep(1_000))


def reads_a_pipe():
    together(lambda: os.read(PIPE, 1))


# -- what only a disturbance finds ---------------------------------------------------------------------


class Counter:
    def __init__(self):
        self.n = 0

    def up(self):
        self.n += 1


def a_lost_update():
    counter = Counter()
    together(counter.up, counter.up)
    assert counter.n == 2
