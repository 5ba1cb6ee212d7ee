"""What a lock for readers and writers must do. Runs against katas/reader_writer.py."""

from threading import Event

import pytest

pytestmark = pytest.mark.kata("reader_writer", allow="any")


def start_reader(threads, name, lock, inside):
    """Start a thread that goes in once as a reader and checks who else is inside."""

    def read():
        lock.acquire_read()
        inside.append("reader")
        assert "writer" not in inside, f"{name} is inside together with a writer"
        inside.remove("reader")
        lock.release_read()

    return threads.start(name, read)


def start_writer(threads, name, lock, inside):
    """Start a thread that goes in once as a writer and checks who else is inside."""

    def write():
        lock.acquire_write()
        inside.append("writer")
        assert inside == ["writer"], f"{name} is not alone inside"
        inside.remove("writer")
        lock.release_write()

    return threads.start(name, write)


def test_a_writer_keeps_readers_out_and_readers_a_writer(ReadWriteLock, threads):
    lock, inside = ReadWriteLock(), []
    start_reader(threads, "reader-1", lock, inside)
    start_reader(threads, "reader-2", lock, inside)
    start_writer(threads, "writer", lock, inside)
    threads.join()


def test_writers_keep_each_other_out(ReadWriteLock, threads):
    lock, inside = ReadWriteLock(), []
    start_writer(threads, "writer-1", lock, inside)
    start_writer(threads, "writer-2", lock, inside)
    start_reader(threads, "reader", lock, inside)
    threads.join()


def test_readers_can_be_inside_together(ReadWriteLock, threads, possible):
    lock, inside = ReadWriteLock(), []
    possible("two readers are inside together", lambda: inside == ["reader", "reader"])
    start_reader(threads, "reader-1", lock, inside)
    start_reader(threads, "reader-2", lock, inside)
    threads.join()


def test_two_readers_who_waited_for_the_writer_are_inside_together(ReadWriteLock, threads):
    lock, inside, leave = ReadWriteLock(), [], Event()
    if not can_be_inside_together(lock, threads):
        return  # the clause before says so
    lock.acquire_write()
    for name in ("reader-1", "reader-2"):
        reader = start_lasting_reader(threads, name, lock, inside, leave)
        assert reader.blocked(), f"{name} got in although another thread was writing"
    lock.release_write()
    threads.settle()
    assert len(inside) == 2, f"the writer has left and nobody else writes, but of two readers only {inside} got in"
    leave.set()
    threads.join()


def test_three_readers_are_inside_together(ReadWriteLock, threads):
    lock, inside, leave = ReadWriteLock(), [], Event()
    if not can_be_inside_together(lock, threads):
        return
    lock.acquire_read()
    for name in ("reader-1", "reader-2"):
        start_lasting_reader(threads, name, lock, inside, leave)
        threads.settle()
        assert name in inside, f"nobody writes and nobody wants to, but {name} could not go in to read"
    lock.release_read()
    leave.set()
    threads.join()


def can_be_inside_together(lock, threads):
    """Return whether a thread gets in to read while this one reads and no other thread uses the lock."""

    def read():
        lock.acquire_read()
        lock.release_read()

    lock.acquire_read()
    early = threads.start("early", read)
    threads.settle()
    together = early.done
    lock.release_read()
    early.join()
    return together


def start_lasting_reader(threads, name, lock, inside, leave):
    """Start a thread that goes in as a reader and stays until an event is set."""

    def read():
        lock.acquire_read()
        inside.append(name)
        leave.wait()
        lock.release_read()

    return threads.start(name, read)


def test_two_readers_and_two_writers_all_get_through(ReadWriteLock, threads):
    lock, inside = ReadWriteLock(), []
    start_reader(threads, "reader-1", lock, inside)
    start_writer(threads, "writer-1", lock, inside)
    start_reader(threads, "reader-2", lock, inside)
    start_writer(threads, "writer-2", lock, inside)
    threads.join()


def test_a_writer_waits_until_the_reader_has_left(ReadWriteLock, threads):
    lock, inside = ReadWriteLock(), []
    lock.acquire_read()
    writer = start_writer(threads, "writer", lock, inside)
    assert writer.blocked(), "the writer got in although another thread was reading"
    lock.release_read()
    threads.join()


def test_readers_wait_until_the_writer_has_left(ReadWriteLock, threads):
    lock, inside = ReadWriteLock(), []
    lock.acquire_write()
    reader_1 = start_reader(threads, "reader-1", lock, inside)
    assert reader_1.blocked(), "reader-1 got in although another thread was writing"
    reader_2 = start_reader(threads, "reader-2", lock, inside)
    assert reader_2.blocked(), "reader-2 got in although another thread was writing"
    lock.release_write()
    threads.join()


def test_a_reader_and_a_writer_wait_until_the_writer_has_left(ReadWriteLock, threads):
    lock, inside = ReadWriteLock(), []
    lock.acquire_write()
    writer = start_writer(threads, "writer", lock, inside)
    assert writer.blocked(), "the second writer got in although another thread was writing"
    reader = start_reader(threads, "reader", lock, inside)
    assert reader.blocked(), "the reader got in although another thread was writing"
    lock.release_write()
    threads.join()


def test_two_writers_wait_until_the_reader_has_left(ReadWriteLock, threads):
    lock, inside = ReadWriteLock(), []
    lock.acquire_read()
    writer_1 = start_writer(threads, "writer-1", lock, inside)
    assert writer_1.blocked(), "writer-1 got in although another thread was reading"
    writer_2 = start_writer(threads, "writer-2", lock, inside)
    assert writer_2.blocked(), "writer-2 got in although another thread was reading"
    # The contract does not say whether this reader may pass the waiting writers.
    start_reader(threads, "reader", lock, inside)
    threads.settle()
    lock.release_read()
    threads.join()


def test_the_lock_can_be_taken_again_and_again(ReadWriteLock):
    lock = ReadWriteLock()
    for _ in range(2):
        lock.acquire_read()
        lock.release_read()
        lock.acquire_write()
        lock.release_write()


def test_a_release_while_nobody_is_inside_is_an_error(ReadWriteLock, threads):
    lock = ReadWriteLock()
    refuse_release_read(lock)
    refuse_release_write(lock)
    check_that_it_still_works(lock, threads)


def test_a_second_release_is_an_error(ReadWriteLock, threads):
    lock = ReadWriteLock()
    lock.acquire_read()
    lock.release_read()
    refuse_release_read(lock)
    lock.acquire_write()
    lock.release_write()
    refuse_release_write(lock)
    check_that_it_still_works(lock, threads)


def test_release_write_while_somebody_reads_is_an_error(ReadWriteLock, threads):
    lock, inside = ReadWriteLock(), []
    lock.acquire_read()
    refuse_release_write(lock)
    writer = start_writer(threads, "writer", lock, inside)
    assert writer.blocked(), "the writer got in although the reader is still inside"
    lock.release_read()
    threads.join()


def test_release_read_while_somebody_writes_is_an_error(ReadWriteLock, threads):
    lock, inside = ReadWriteLock(), []
    lock.acquire_write()
    refuse_release_read(lock)
    reader = start_reader(threads, "reader", lock, inside)
    assert reader.blocked(), "the reader got in although the writer is still inside"
    lock.release_write()
    threads.join()


def test_release_read_is_an_error_while_a_reader_waits_for_the_writer(ReadWriteLock, threads):
    lock = ReadWriteLock()
    lock.acquire_write()
    reader = start_reader(threads, "reader", lock, [])
    assert reader.blocked(), "the reader got in although another thread was writing"
    # In this thread, which is the writer: an error must not wait for the lock to become free.
    refuse_release_read(lock)
    assert reader.blocked(), "the reader got in although the writer is still inside"
    lock.release_write()
    threads.join()
    check_that_it_still_works(lock, threads)


def test_two_locks_do_not_get_mixed_up(ReadWriteLock, threads):
    here, there = ReadWriteLock(), ReadWriteLock()
    here.acquire_read()
    there.acquire_write()
    refuse_release_write(here)
    refuse_release_read(there)
    writer = start_writer(threads, "writer", here, [])
    reader = start_reader(threads, "reader", there, [])
    assert writer.blocked(), "the writer got in although another thread was reading"
    assert reader.blocked(), "the reader got in although another thread was writing"
    there.release_write()
    reader.join()
    assert writer.blocked(), "the writer got in when only another lock became free"
    here.release_read()
    threads.join()


def refuse_release_read(lock):
    with pytest.raises(RuntimeError):
        lock.release_read()


def refuse_release_write(lock):
    with pytest.raises(RuntimeError):
        lock.release_write()


def check_that_it_still_works(lock, threads):
    """Check that a reader keeps a writer out, a writer keeps a reader out, and both get in afterwards."""
    inside = []
    lock.acquire_read()
    writer = start_writer(threads, "writer", lock, inside)
    assert writer.blocked(), "after the error the writer got in although another thread was reading"
    lock.release_read()
    writer.join()
    lock.acquire_write()
    reader = start_reader(threads, "reader", lock, inside)
    assert reader.blocked(), "after the error the reader got in although another thread was writing"
    lock.release_write()
    reader.join()


class Timetable:
    """Two columns that a writer changes, and a reader reads, one after the other."""

    def __init__(self, lock):
        self.lock = lock
        self.left, self.right = 0, 0

    def read(self):
        self.lock.acquire_read()
        left = self.left
        right = self.right
        self.lock.release_read()
        return left, right

    def write(self, number):
        self.lock.acquire_write()
        self.left = number
        self.right = number
        self.lock.release_write()


class OneAtATime:
    """The sequential specification: two columns used by one thread at a time."""

    def __init__(self):
        self.number = 0

    def read(self):
        return self.number, self.number

    def write(self, number):
        self.number = number


@pytest.mark.workload(read=[()], write=[1, 2], threads=3, calls=3)
def test_what_is_done_under_the_lock_seems_to_happen_at_one_moment(ReadWriteLock, workload):
    workload.run(Timetable(ReadWriteLock()), OneAtATime())
