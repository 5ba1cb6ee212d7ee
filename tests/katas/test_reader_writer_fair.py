"""What a lock that lets nobody starve must do. Runs against katas/reader_writer_fair.py."""

from threading import Event

import pytest

pytestmark = pytest.mark.kata("reader_writer_fair", allow="any")


class Room:
    """The lock, and the threads inside."""

    def __init__(self, lock, threads):
        self.lock = lock
        self.threads = threads
        self.inside = []

    def reader(self, name="reader"):
        """Start a thread that goes in once as a reader and checks who else is inside."""

        def read():
            self.lock.acquire_read()
            self.inside.append(name)
            assert not any("writer" in other for other in self.inside), f"{name} is inside together with a writer"
            self.inside.remove(name)
            self.lock.release_read()

        return self.threads.start(name, read)

    def writer(self, name="writer"):
        """Start a thread that goes in once as a writer and checks who else is inside."""

        def write():
            self.lock.acquire_write()
            self.inside.append(name)
            assert self.inside == [name], f"{name} is not alone inside"
            self.inside.remove(name)
            self.lock.release_write()

        return self.threads.start(name, write)


def test_a_writer_keeps_readers_out_and_readers_a_writer(ReadWriteLock, threads):
    room = Room(ReadWriteLock(), threads)
    room.reader("reader-1")
    room.reader("reader-2")
    room.writer()
    threads.join()


def test_writers_keep_each_other_out(ReadWriteLock, threads):
    room = Room(ReadWriteLock(), threads)
    room.writer("writer-1")
    room.writer("writer-2")
    room.reader()
    threads.join()


def test_readers_can_be_inside_together(ReadWriteLock, threads, possible):
    room = Room(ReadWriteLock(), threads)
    possible("two readers are inside together", lambda: len(room.inside) == 2)
    room.reader("reader-1")
    room.reader("reader-2")
    threads.join()


def test_three_readers_who_waited_for_the_writer_are_inside_together(ReadWriteLock, threads):
    lock, inside, leave = ReadWriteLock(), [], Event()
    if not can_be_inside_together(lock, threads):
        return  # the clause before says so
    lock.acquire_write()
    for name in ("reader-1", "reader-2", "reader-3"):
        reader = start_lasting_reader(threads, name, lock, inside, leave)
        assert reader.blocked(), f"{name} got in although another thread was writing"
    lock.release_write()
    threads.settle()
    assert len(inside) == 3, f"the writer has left and nobody else writes, but of three readers only {inside} got in"
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
    room = Room(ReadWriteLock(), threads)
    room.reader("reader-1")
    room.writer("writer-1")
    room.reader("reader-2")
    room.writer("writer-2")
    threads.join()


def test_two_readers_wait_until_the_writer_has_left(ReadWriteLock, threads):
    lock = ReadWriteLock()
    room = Room(lock, threads)
    lock.acquire_write()
    one, two = room.reader("reader-1"), room.reader("reader-2")
    assert one.blocked(), "reader-1 got in although another thread was writing"
    assert two.blocked(), "reader-2 got in although another thread was writing"
    lock.release_write()
    threads.join()


def test_two_writers_wait_until_the_reader_has_left(ReadWriteLock, threads):
    lock = ReadWriteLock()
    room = Room(lock, threads)
    lock.acquire_read()
    one, two = room.writer("writer-1"), room.writer("writer-2")
    assert one.blocked(), "writer-1 got in although another thread was reading"
    assert two.blocked(), "writer-2 got in although another thread was reading"
    lock.release_read()
    threads.join()


def test_a_reader_and_a_writer_wait_until_the_writer_has_left(ReadWriteLock, threads):
    lock = ReadWriteLock()
    room = Room(lock, threads)
    lock.acquire_write()
    writer, reader = room.writer(), room.reader()
    assert writer.blocked(), "the second writer got in although another thread was writing"
    assert reader.blocked(), "the reader got in although another thread was writing"
    lock.release_write()
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
    refuse(lock.release_read)
    refuse(lock.release_write)
    lock.acquire_read()
    lock.release_read()
    refuse(lock.release_read)
    lock.acquire_write()
    lock.release_write()
    refuse(lock.release_write)
    check_that_it_still_works(lock, threads)


def test_release_write_while_somebody_reads_is_an_error(ReadWriteLock, threads):
    lock = ReadWriteLock()
    lock.acquire_read()
    refuse(lock.release_write)
    writer = Room(lock, threads).writer()
    assert writer.blocked(), "the writer got in although the reader is still inside"
    lock.release_read()
    threads.join()


def test_release_read_while_somebody_writes_is_an_error(ReadWriteLock, threads):
    lock = ReadWriteLock()
    lock.acquire_write()
    refuse(lock.release_read)
    reader = Room(lock, threads).reader()
    assert reader.blocked(), "the reader got in although the writer is still inside"
    lock.release_write()
    threads.join()


def test_release_read_is_an_error_while_a_reader_waits_for_the_writer(ReadWriteLock, threads):
    lock = ReadWriteLock()
    lock.acquire_write()
    reader = Room(lock, threads).reader("reader")
    assert reader.blocked(), "the reader got in although another thread was writing"
    # In this thread, which is the writer: an error must not wait for the lock to become free.
    refuse(lock.release_read)
    assert reader.blocked(), "the reader got in although the writer is still inside"
    lock.release_write()
    threads.join()
    check_that_it_still_works(lock, threads)


def test_two_locks_do_not_get_mixed_up(ReadWriteLock, threads):
    here, there = ReadWriteLock(), ReadWriteLock()
    here.acquire_read()
    there.acquire_write()
    refuse(here.release_write)
    refuse(there.release_read)
    writer = Room(here, threads).writer("writer")
    reader = Room(there, threads).reader("reader")
    assert writer.blocked(), "the writer got in although another thread was reading"
    assert reader.blocked(), "the reader got in although another thread was writing"
    there.release_write()
    reader.join()
    assert writer.blocked(), "the writer got in when only another lock became free"
    here.release_read()
    threads.join()


def refuse(release):
    with pytest.raises(RuntimeError):
        release()


def check_that_it_still_works(lock, threads):
    """Check that a reader keeps a writer out, a writer keeps a reader out, and both get in afterwards."""
    room = Room(lock, threads)
    lock.acquire_read()
    writer = room.writer()
    assert writer.blocked(), "after the error the writer got in although another thread was reading"
    lock.release_read()
    writer.join()
    lock.acquire_write()
    reader = room.reader()
    assert reader.blocked(), "after the error the reader got in although another thread was writing"
    lock.release_write()
    reader.join()


def read_once(lock):
    lock.acquire_read()
    lock.release_read()


def write_once(lock):
    lock.acquire_write()
    lock.release_write()


def test_readers_without_end_do_not_starve_a_writer(ReadWriteLock, threads):
    lock = ReadWriteLock()
    threads.forever("reader-1", lambda: read_once(lock))
    threads.forever("reader-2", lambda: read_once(lock))
    threads.forever("writer", lambda: write_once(lock))


def test_writers_without_end_do_not_starve_a_reader(ReadWriteLock, threads):
    lock = ReadWriteLock()
    threads.forever("writer-1", lambda: write_once(lock))
    threads.forever("writer-2", lambda: write_once(lock))
    threads.forever("reader", lambda: read_once(lock))


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
