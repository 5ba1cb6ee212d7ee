# facts: LostWakeup (Thread-1 (body) turnstile :19
"""All would hand the permit on, and nobody has brought the first: they wait side by side, not for each other."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    turnstile = threading.Semaphore(0)

    def body():
        turnstile.acquire()
        turnstile.release()

    run(body, body, body)
