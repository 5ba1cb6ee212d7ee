"""Small programs for the stress engine: each fails, or passes, for one reason."""

import os
import queue
import socket
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Condition, Event, Lock, RLock, Semaphore, Thread, Timer

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
            try:
                lock.acquire()
            except BaseException:
                pass

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


def an_exit():
    together(lambda: sys.exit(3))


def floods():
    while True:
        print("x" * 1_000)


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


# -- what is right -------------------------------------------------------------------------------------


def nothing():
    pass


def long_timeouts():
    began = time.monotonic()
    assert not Semaphore(0).acquire(timeout=1_000)
    assert time.monotonic() - began >= 1_000
    never = Event()
    together(lambda: never.wait(500), lambda: never.wait(300))
    assert time.monotonic() - began >= 1_500
    with Condition() as changed:
        pass
    condition = Condition()
    with condition:
        assert not condition.wait(50)
    try:
        queue.Queue().get(timeout=30)
    except queue.Empty:
        pass
    else:
        raise AssertionError("the queue was empty")
    assert changed


def a_join_with_a_timeout():
    go = Event()
    late = Thread(target=go.wait)
    late.start()
    late.join(20)
    assert late.is_alive()
    go.set()
    late.join()
    assert not late.is_alive()


def a_pool():
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(lambda n: n * n, range(8))) == [n * n for n in range(8)]


def a_timer():
    rung = []
    timer = Timer(5, rung.append, ("now",))
    timer.start()
    timer.join()
    assert rung == ["now"]


def a_daemon_at_a_queue():
    jobs = queue.Queue()

    def work():
        while True:
            jobs.get()
            jobs.task_done()

    Thread(target=work, daemon=True).start()
    jobs.put("job")
    jobs.join()


def a_daemon_asleep():
    Thread(target=time.sleep, args=(1_000,), daemon=True).start()


def waits_for_main():
    Thread(target=threading.main_thread().join).start()


def a_lock_from_below():
    import _thread

    lock = _thread.allocate_lock()
    lock.acquire()
    _thread.start_new_thread(lock.release, ())
    lock.acquire()


def who_is_who():
    main = threading.current_thread()
    assert main is threading.main_thread()
    assert main.name == "MainThread"
    assert main.ident == threading.get_ident()
    names = []

    def tell():
        names.append(threading.current_thread().name)
        assert main.is_alive()
        assert threading.get_ident() == threading.current_thread().ident != main.ident

    together(tell, tell)
    assert sorted(names) == ["t0", "t1"]
    assert threading.enumerate() == [main]


def asks_the_real_threading():
    import logging

    together(lambda: logging.getLogger("kata").debug("nobody reads this"))


def handovers():
    lock = Lock()

    def take_turns():
        for _ in range(100):
            with lock:
                pass

    together(take_turns, take_turns, take_turns)


def errors_of_locks():
    for make, said in ((Lock, "release unlocked lock"), (RLock, "cannot release un-acquired lock")):
        try:
            make().release()
        except RuntimeError as error:
            assert str(error) == said
        else:
            raise AssertionError("a lock that nobody has was released")
    lock, again = Lock(), RLock()
    assert lock.acquire(False)
    assert not lock.acquire(blocking=False)
    assert not lock.acquire(timeout=0.01)
    assert lock.locked()
    with again, again:
        got = []
        together(lambda: got.append(again.acquire(False)))
        assert got == [False]
    try:
        lock.acquire(False, 1)
    except ValueError as error:
        assert "non-blocking" in str(error)


def a_socket():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        together(lambda: socket.create_connection(listener.getsockname()).close(), lambda: listener.accept()[0].close())


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
