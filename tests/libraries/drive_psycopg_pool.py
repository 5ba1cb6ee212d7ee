"""A pool's worker runs the first tasks before the pool counts as open, discards them, and the pool stays empty.

psycopg_pool 3.1.1, release notes: "Fix race condition on pool creation which might result in the pool not filling"
(#230). BUGGY 3.1, FIXED 3.1.1.
"""

from psycopg import Connection
from psycopg.pq import TransactionStatus
from psycopg_pool import ConnectionPool

TWO_HOURS = 7200.0


class Status:
    """The part of libpq's connection that the pool reads."""

    transaction_status = TransactionStatus.IDLE


class Fake(Connection):
    """A connection to no server."""

    def __init__(self):
        self.pgconn = Status()
        self._closed = False

    @classmethod
    def connect(cls, *_args, **_options):
        return cls()

    def close(self):
        self._closed = True

    def __del__(self):
        pass


def scenario():
    pool = ConnectionPool(connection_class=Fake, min_size=1, max_size=1, num_workers=1, open=False)
    pool.open()
    pool.wait(timeout=TWO_HOURS)
    assert pool.get_stats()["pool_available"] == 1
    pool.close(timeout=TWO_HOURS)
