"""Thread 26 is out of the bounds of 26 inodes: every schedule fails."""

from threading import Lock, Thread

BLOCKS, INODES, THREADS = 26, 32, 27


class Disk:
    def __init__(self) -> None:
        self.inode_locks = [Lock() for _ in range(INODES)]
        self.block_locks = [Lock() for _ in range(BLOCKS)]
        self.inode = [0] * INODES
        self.busy = [False] * BLOCKS

    def create(self, number: int) -> None:
        i = number % INODES
        assert 0 <= i < BLOCKS
        with self.inode_locks[i]:
            if self.inode[i] == 0:
                self.allocate(i)

    def allocate(self, i: int) -> None:
        block = (i * 2) % BLOCKS
        for _ in range(BLOCKS // 2):
            with self.block_locks[block]:
                if not self.busy[block]:
                    self.busy[block] = True
                    self.inode[i] = block + 1
                    return
            block = (block + 1) % BLOCKS


def fsbench() -> None:
    disk = Disk()
    threads = [Thread(target=disk.create, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
