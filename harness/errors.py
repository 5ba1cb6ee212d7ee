"""Errors that end a command with one sentence and exit code 2."""

from __future__ import annotations


class UsageError(Exception):
    """An error in how a command was called: one sentence that says what is wrong and names the nearest right value."""
