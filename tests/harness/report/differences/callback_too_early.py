"""An event is fired before its handler is registered."""

from threading import Thread


def main():
    handlers = {}
    log = []

    def fire():
        handlers["ready"]("now")

    def register():
        handlers["ready"] = log.append

    threads = [Thread(target=fire, name="fire"), Thread(target=register, name="register")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
