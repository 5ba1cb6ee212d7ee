"""``python -m concurrency_katas``: the command ``kata`` where no script of that name is wanted, as in a debugger."""

from .cli.main import main

if __name__ == "__main__":
    main()
