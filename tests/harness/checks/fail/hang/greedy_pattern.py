# slow: the judge gives up after seconds
# facts: BlockedOutside :9
"""A pattern that tries every way to split a word, inside of C code."""

import re


def main():
    re.match(r"(a+)+b", "a" * 60)
