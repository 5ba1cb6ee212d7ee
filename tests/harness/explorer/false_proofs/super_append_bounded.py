import threading


def run(*functions):
    threads = [threading.Thread(target=one) for one in functions]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


class Bounded(list):
    def append(self, item):
        if len(self) >= 1:
            raise OverflowError
        super().append(item)


def main():
    items = Bounded()

    def put():
        try:
            items.append(1)
        except OverflowError:
            pass

    run(put, put)
    assert len(items) == 1
