"""What a lock that lets a reader become the writer must do. Runs against katas/upgradeable_lock.py."""

from threading import Event

import pytest

pytestmark = pytest.mark.kata("upgradeable_lock", allow="any")


class Room:
    """The lock, the threads inside, and a number that only a writer may change."""

    def __init__(self, lock, threads):
        self.lock = lock
        self.threads = threads
        self.inside = []
        self.number = 0

    def reader(self, name="reader"):
        """Start a thread that goes in once as a reader and checks who else is inside."""

        def read():
            self.lock.acquire_read()
            self.inside.append("reader")
            assert "writer" not in self.inside, f"{name} is inside together with a writer"
            self.inside.remove("reader")
            self.lock.release_read()

        return self.threads.start(name, read)

    def writer(self, name="writer"):
        """Start a thread that goes in once as a writer."""

        def write():
            self.lock.acquire_write()
            self.write(name)
            self.lock.release_write()

        return self.threads.start(name, write)

    def write(self, name):
        """Change the number, and check who else is inside."""
        self.inside.append("writer")
        assert self.inside == ["writer"], f"{name} is not alone inside"
        self.number += 1
        assert self.inside == ["writer"], f"{name} is not alone inside"
        self.inside.remove("writer")

    def upgrader(self, name="upgrader"):
        """Start a thread that goes in as a reader, upgrades, and writes if it got True."""

        def upgrade():
            self.lock.acquire_read()
            seen = self.number
            upgraded = self.lock.upgrade()
            assert upgraded in (True, False), f"upgrade returned {upgraded!r}, not True or False"
            assert self.number == seen, f"another thread wrote while {name} was inside"
            if upgraded:
                self.write(name)
                self.lock.release_write()
            else:
                self.lock.release_read()
            return upgraded

        return self.threads.start(name, upgrade)


def test_readers_can_be_inside_together(ReadWriteLock, threads, possible):
    room = Room(ReadWriteLock(), threads)
    possible("two readers are inside together", lambda: room.inside == ["reader", "reader"])
    room.reader("reader-1")
    room.reader("reader-2")
    threads.join()


def test_three_readers_who_waited_for_the_writer_are_inside_together(ReadWriteLock, threads):
    lock, inside, leave = ReadWriteLock(), [], Event()
    if not can_be_inside_together(lock, threads):
        return  # the clause before says so
    lock.acquire_read()
    assert lock.upgrade(), "no other thread is inside, so upgrade must return True"
    for name in ("reader-1", "reader-2", "reader-3"):
        reader = start_lasting_reader(threads, name, lock, inside, leave)
        assert reader.blocked(), f"{name} got in although another thread was writing, after upgrade"
    lock.release_write()
    threads.settle()
    assert len(inside) == 3, f"the writer has left and nobody else writes, but of three readers only {inside} got in"
    leave.set()
    threads.join()


def can_be_inside_together(lock, threads):
    """Return whether a thread gets in to read while this one reads and no other thread uses the lock."""
    lock.acquire_read()
    early = Room(lock, threads).reader("early")
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


def test_a_reader_alone_becomes_the_writer(ReadWriteLock, threads):
    lock = ReadWriteLock()
    for _ in range(2):
        lock.acquire_read()
        assert lock.upgrade(), "no other thread is inside, so upgrade must return True"
        room = Room(lock, threads)
        reader = room.reader()
        assert reader.blocked(), "a reader got in although another thread was writing, after upgrade"
        lock.release_write()
        reader.join()
        room.writer().join()


def test_an_upgraded_writer_keeps_other_writers_out(ReadWriteLock, threads):
    lock = ReadWriteLock()
    lock.acquire_read()
    assert lock.upgrade(), "no other thread is inside, so upgrade must return True"
    writer = Room(lock, threads).writer()
    assert writer.blocked(), "a writer got in although another thread was writing, after upgrade"
    lock.release_write()
    writer.join()


def test_upgrade_waits_until_the_other_reader_has_left(ReadWriteLock, threads):
    lock = ReadWriteLock()
    lock.acquire_read()
    upgrader = Room(lock, threads).upgrader()
    assert upgrader.blocked(), "upgrade returned although another thread was still reading"
    lock.release_read()
    upgrader.join()
    assert upgrader.result, "no other thread was upgrading, so upgrade must return True"


def test_upgrade_waits_until_both_other_readers_have_left(ReadWriteLock, threads):
    lock, leave = ReadWriteLock(), Event()
    if not can_be_inside_together(lock, threads):
        return
    lock.acquire_read()
    other = start_lasting_reader(threads, "other", lock, [], leave)
    threads.settle()
    upgrader = Room(lock, threads).upgrader()
    assert upgrader.blocked(), "upgrade returned although two other threads were still reading"
    leave.set()
    other.join()
    assert upgrader.blocked(), "upgrade returned although another thread was still reading"
    lock.release_read()
    threads.join()
    assert upgrader.result, "no other thread was upgrading, so upgrade must return True"


def test_the_second_who_upgrades_gets_false_and_still_reads(ReadWriteLock, threads):
    lock = ReadWriteLock()
    room = Room(lock, threads)
    lock.acquire_read()
    first = room.upgrader()
    assert first.blocked(), "upgrade returned although another thread was still reading"
    for _ in range(2):
        assert not lock.upgrade(), "another thread is waiting in upgrade, so the second must get False"
        assert first.blocked(), "upgrade returned for the first although the second still holds its read"
    lock.release_read()
    first.join()
    assert first.result, "the first of two that upgrade must get True when the second has left"
    assert room.number == 1, "the first thread has upgraded, so it must have written"
    lock.acquire_read()
    assert lock.upgrade(), "no other thread is inside any more, so upgrade must return True"
    lock.release_write()
    room.reader().join()


def test_of_two_who_upgrade_at_once_one_gets_true(ReadWriteLock, threads):
    room = Room(ReadWriteLock(), threads)
    one = room.upgrader("upgrader-1")
    two = room.upgrader("upgrader-2")
    threads.join()
    assert one.result or two.result, "both got False, but one of the two must get True"
    assert room.number == one.result + two.result, "the thread that got True must have written, once"


def test_two_upgrade_while_somebody_else_writes(ReadWriteLock, threads):
    room = Room(ReadWriteLock(), threads)
    room.upgrader("upgrader-1")
    room.upgrader("upgrader-2")
    room.writer()
    threads.join()


def test_a_waiting_writer_does_not_block_an_upgrade(ReadWriteLock, threads):
    lock = ReadWriteLock()
    room = Room(lock, threads)
    lock.acquire_read()
    writer = room.writer()
    assert writer.blocked(), "the writer got in although another thread was reading"
    upgraded = lock.upgrade()
    assert room.number == 0, "another thread wrote between the reading and the upgrade"
    assert writer.blocked(), "the writer got in although the reader has never left"
    # upgrade may return False here, too; then the caller still has to call release_read.
    if upgraded:
        lock.release_write()
    else:
        lock.release_read()
    writer.join()


def test_a_reader_who_waits_gets_in_after_the_upgrade(ReadWriteLock, threads):
    lock = ReadWriteLock()
    room = Room(lock, threads)
    lock.acquire_read()
    upgrader = room.upgrader()
    assert upgrader.blocked(), "upgrade returned although another thread was still reading"
    # The contract does not say whether this reader may go in while the other one waits to upgrade.
    room.reader()
    threads.settle()
    lock.release_read()
    threads.join()
    assert upgrader.result, "no other thread was upgrading, so upgrade must return True"


def test_after_an_upgrade_only_release_write_is_owed(ReadWriteLock, threads):
    lock = ReadWriteLock()
    lock.acquire_read()
    assert lock.upgrade(), "no other thread is inside, so upgrade must return True"
    refuse(lock.release_read)
    lock.release_write()
    refuse(lock.release_read)
    refuse(lock.release_write)
    check_that_it_still_works(lock, threads)


def test_upgrade_while_nobody_reads_is_an_error(ReadWriteLock, threads):
    lock = ReadWriteLock()
    refuse(lock.upgrade)
    lock.acquire_read()
    lock.release_read()
    refuse(lock.upgrade)
    check_that_it_still_works(lock, threads)
    lock.acquire_write()
    refuse(lock.upgrade)
    reader = Room(lock, threads).reader()
    assert reader.blocked(), "after the error a reader got in although another thread was writing"
    lock.release_write()
    reader.join()


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
    threads.join()


def test_a_release_while_nobody_is_inside_is_an_error(ReadWriteLock, threads):
    lock = ReadWriteLock()
    refuse(lock.release_read)
    refuse(lock.release_write)
    lock.acquire_read()
    refuse(lock.release_write)
    lock.release_read()
    refuse(lock.release_read)
    lock.acquire_write()
    refuse(lock.release_read)
    lock.release_write()
    refuse(lock.release_write)
    check_that_it_still_works(lock, threads)


def test_a_wrong_release_is_an_error_while_somebody_waits(ReadWriteLock, threads):
    lock = ReadWriteLock()
    room = Room(lock, threads)
    lock.acquire_read()
    upgrader = room.upgrader()
    assert upgrader.blocked(), "upgrade returned although another thread was still reading"
    refuse(lock.release_write)
    assert upgrader.blocked(), "upgrade returned although another thread was still reading"
    lock.release_read()
    upgrader.join()
    assert upgrader.result, "no other thread was upgrading, so upgrade must return True"
    lock.acquire_write()
    reader = room.reader()
    assert reader.blocked(), "the reader got in although another thread was writing"
    refuse(lock.release_read)
    refuse(lock.upgrade)
    assert reader.blocked(), "the reader got in although the writer is still inside"
    lock.release_write()
    threads.join()


def test_two_locks_do_not_get_mixed_up(ReadWriteLock, threads):
    here, there = ReadWriteLock(), ReadWriteLock()
    here.acquire_read()
    refuse(there.upgrade)
    upgrader = Room(here, threads).upgrader()
    assert upgrader.blocked(), "upgrade returned although another thread was still reading"
    there.acquire_read()
    assert there.upgrade(), "no other thread uses this lock, so upgrade must return True"
    refuse(here.release_write)
    there.release_write()
    Room(there, threads).writer().join()
    assert upgrader.blocked(), "upgrade returned when only another lock became free"
    here.release_read()
    threads.join()


def refuse(call):
    with pytest.raises(RuntimeError):
        call()


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

    def add(self):
        """Write one more than was read: as a reader that becomes the writer, or that leaves and comes back."""
        self.lock.acquire_read()
        number = self.left
        if not self.lock.upgrade():
            self.lock.release_read()
            self.lock.acquire_write()
            number = self.left
        self.left = number + 1
        self.right = number + 1
        self.lock.release_write()
        return number


class OneAtATime:
    """The sequential specification: two columns used by one thread at a time."""

    def __init__(self):
        self.number = 0

    def read(self):
        return self.number, self.number

    def write(self, number):
        self.number = number

    def add(self):
        self.number += 1
        return self.number - 1


@pytest.mark.workload(read=[()], write=[1, 2], add=[()], threads=3, calls=3)
def test_what_is_done_under_the_lock_seems_to_happen_at_one_moment(ReadWriteLock, workload):
    workload.run(Timetable(ReadWriteLock()), OneAtATime())
