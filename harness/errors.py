"""Errors that end a command with one sentence and exit code 2."""

from __future__ import annotations


class UsageError(Exception):
    """Something asked for that is not there, in one sentence that names the nearest that is."""
