# facts: LoadFailure exits_when_imported.py line 11 calls sys.exit() while it is imported
"""Runs itself and exits, also when it is only imported."""

import sys


def main():
    return 0


sys.exit(main())
