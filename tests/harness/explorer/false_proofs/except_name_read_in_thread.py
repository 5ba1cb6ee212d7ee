import threading


def run(*functions):
    threads = [threading.Thread(target=one) for one in functions]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


def main():
    try:
        int("x")
    except ValueError:
        t = threading.Thread(target=lambda: print("failed:", e))
        t.start()
    t.join()
