"""``python -m concurrency_katas``: the command ``kata``, for debuggers, which start modules."""

from importlib import import_module

if __name__ == "__main__":
    import_module(f"{__package__}.cli.main").main()
