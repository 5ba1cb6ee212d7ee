"""Takes its own lock twice on purpose; another thread gives it back."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    queue, guard = [], threading.Lock()

    def waiter():
        mine = threading.Lock()
        mine.acquire()
        with guard:
            queue.append(mine)
        mine.acquire()

    def waker():
        with guard:
            if queue:
                queue.pop().release()
                return
        late.append(1)

    late = []
    thread = threading.Thread(target=waiter)
    thread.start()
    run(waker)
    if late:
        while True:
            with guard:
                if queue:
                    queue.pop().release()
                    break
            late.append(1)
    thread.join()
