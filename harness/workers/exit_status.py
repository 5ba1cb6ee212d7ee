"""Exit codes of worker processes: how the supervisor reports that a signal ended a worker."""

SIGNALLED = 128
"""An exit code above this number means that a signal ended the process, as in a shell."""
