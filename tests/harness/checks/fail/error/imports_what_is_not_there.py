# facts: LoadFailure imports_what_is_not_there.py line 4 imports threadng
"""A module's name with a letter missing."""

import threadng


def main():
    threadng.Thread(target=print).start()
