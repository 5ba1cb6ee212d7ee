import threading


def run(*functions):
    threads = [threading.Thread(target=one) for one in functions]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


def main():
    config, got = {"host": "old", "port": 1}, []

    def reload():
        config["host"] = "new"
        config["port"] = 2

    def use():
        got.append({**config})  # copy.deepcopy(config) passes as well

    run(reload, use)
    assert tuple(got[0].values()) in (("old", 1), ("new", 2))
