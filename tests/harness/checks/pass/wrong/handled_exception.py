"""An exception that the thread itself catches."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    def body():
        try:
            raise ValueError("expected")
        except ValueError:
            pass

    run(body, body)
