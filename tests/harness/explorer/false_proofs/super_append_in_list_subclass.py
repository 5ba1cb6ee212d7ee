import threading


def run(*functions):
    threads = [threading.Thread(target=one) for one in functions]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


class Unique(list):
    def append(self, item):
        if item not in self:
            super().append(item)


def main():
    items = Unique()
    run(lambda: items.append(1), lambda: items.append(1))
    assert items == [1]
