import logs


def main():
    assert logs.log.name.endswith("logs")
