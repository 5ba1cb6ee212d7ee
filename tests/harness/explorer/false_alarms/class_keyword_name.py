class Plugin:
    subs = []

    def __init_subclass__(cls, /, name="", **kw):
        super().__init_subclass__(**kw)
        Plugin.subs.append(name)


class P1(Plugin, name="one"):
    pass


def main():
    assert Plugin.subs == ["one"]
