"""A thread uses what another one loads, and nothing makes it wait for that."""

from threading import Thread


def main():
    config = None
    ports = []

    def load():
        nonlocal config
        config = {"port": 80}

    def use():
        ports.append(config["port"])

    threads = [Thread(target=use, name="user"), Thread(target=load, name="loader")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
