"""The report of a failure as one HTML page: ``render`` makes its text, ``write`` a file of it."""

from .render import render, write

__all__ = ["render", "write"]
