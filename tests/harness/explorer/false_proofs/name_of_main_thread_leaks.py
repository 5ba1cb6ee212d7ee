import threading


def run(*functions):
    threads = [threading.Thread(target=one) for one in functions]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


def main():
    me = threading.main_thread()

    def read():
        first, second = me.name, me.name
        assert first == second

    def rename():
        me.name = "other"

    run(read, rename)
