"""What each thread has for itself."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    mine = threading.local()

    def body():
        mine.value = threading.get_ident()
        assert mine.value == threading.get_ident()

    run(body, body)
