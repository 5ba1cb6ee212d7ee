"""An import that may fail, and is made up for."""

try:
    import threadng as threading
except ImportError:
    import threading


def main():
    thread = threading.Thread(target=print)
    thread.start()
    thread.join()
