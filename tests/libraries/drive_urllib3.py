"""A PoolManager closes the pool of one thread when another asks for a new host, and the first thread's request fails.

urllib3 1.26.16, change log: "Fixed thread-safety issue where accessing a PoolManager with many distinct origins would
cause connection pools to be closed while requests are in progress" (#1252). BUGGY 1.26.15, FIXED 1.26.16.
"""

import io
from threading import Thread

from urllib3 import HTTPConnectionPool, PoolManager
from urllib3.connection import HTTPConnection


class Socket:
    """A socket whose other end answers every request with two bytes."""

    def sendall(self, _request):
        pass

    def settimeout(self, _seconds):
        pass

    def makefile(self, *_mode):
        return io.BytesIO(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi")

    def close(self):
        pass


class Connection(HTTPConnection):
    """A connection without a network."""

    def connect(self):
        self.sock = Socket()


class Pool(HTTPConnectionPool):
    """A pool of such connections."""

    ConnectionCls = Connection


def scenario():
    manager = PoolManager(num_pools=1)
    manager.pool_classes_by_scheme = {"http": Pool}
    texts = []

    def fetch(host):
        texts.append(manager.request("GET", f"http://{host}/", retries=False).data)

    threads = [Thread(target=fetch, args=(host,)) for host in ("one.example", "two.example")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert texts == [b"hi", b"hi"]
