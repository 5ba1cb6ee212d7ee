"""Exits when it is run as a script, and not when it is imported."""

import sys


def main():
    return 0


if __name__ == "__main__":
    sys.exit(main())
