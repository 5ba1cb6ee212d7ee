"""Small programs that are right, and use more of the standard library than a kata may."""

import logging
import queue
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Condition, Event, Lock, RLock, Semaphore, Thread, Timer

import pytest


def together(*functions):
    some = [Thread(target=function, name=f"t{number}") for number, function in enumerate(functions)]
    for one in some:
        one.start()
    for one in some:
        one.join()


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
    changed = Condition()
    with changed:
        assert not changed.wait(50)
    with pytest.raises(queue.Empty):
        queue.Queue().get(timeout=30)


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
    together(lambda: logging.getLogger("kata").debug("nobody reads this"))


def handovers():
    lock = Lock()

    def take_turns():
        for _ in range(100):
            with lock:
                pass

    together(take_turns, take_turns, take_turns)


def errors_of_locks():
    with pytest.raises(RuntimeError, match="release unlocked lock"):
        Lock().release()
    with pytest.raises(RuntimeError, match="cannot release un-acquired lock"):
        RLock().release()
    with pytest.raises(ValueError, match="non-blocking"):
        Lock().acquire(False, 1)
    lock, again = Lock(), RLock()
    assert lock.acquire(False)
    assert not lock.acquire(blocking=False)
    assert not lock.acquire(timeout=0.01)
    assert lock.locked()
    with again, again:
        got = []
        together(lambda: got.append(again.acquire(False)))
        assert got == [False]


def a_socket():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        together(lambda: socket.create_connection(listener.getsockname()).close(), listener.accept)


def identifiers_are_not_given_again():
    known = []
    for _ in range(20):
        together(lambda: known.append(threading.get_ident()))
    assert len(set(known)) == 20


def more_threads_than_are_kept():
    done = []
    for _ in range(120):
        together(lambda: done.append(1))
    assert len(done) == 120
