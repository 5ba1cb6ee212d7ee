import io
import threading


def run(*functions):
    threads = [threading.Thread(target=one) for one in functions]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


def main():
    log = io.StringIO()

    def say(who):
        log.write(who)
        log.write("\n")

    run(lambda: say("a"), lambda: say("b"))
    assert log.getvalue() in ("a\nb\n", "b\na\n")
