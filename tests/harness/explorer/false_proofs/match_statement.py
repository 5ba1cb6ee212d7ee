import threading


def run(*functions):
    threads = [threading.Thread(target=one) for one in functions]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


def main():
    state = {"phase": "init", "ready": False}

    def boot():
        state["phase"] = "run"
        state["ready"] = True

    def look():
        match state:
            case {"phase": "run", "ready": False}:
                raise AssertionError("half booted")

    run(boot, look)
