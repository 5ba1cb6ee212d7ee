"""What a book must do: who writes is alone, two read together, and nobody waits for ever."""

import pytest

pytestmark = pytest.mark.kata("book", allow="any")


def test_two_read_together(Book, threads, possible):
    book, reading = Book(), []
    possible("two read together", lambda: len(reading) == 2)

    def read():
        reading.append("somebody")
        reading.remove("somebody")

    for name in ("Anna", "Bert"):
        threads.start(name, lambda: book.read(read))
    threads.join()


def test_the_writer_does_not_starve(Book, threads):
    book = Book()
    for name in ("reader-1", "reader-2"):
        threads.forever(name, lambda: book.read(lambda: None))
    threads.forever("writer", lambda: book.write(lambda: None))


def test_the_reader_does_not_starve(Book, threads):
    book = Book()
    for name in ("writer-1", "writer-2"):
        threads.forever(name, lambda: book.write(lambda: None))
    threads.forever("reader", lambda: book.read(lambda: None))
