"""Exit codes of worker processes: how the supervisor passes on that a signal ended a worker."""

SIGNALLED = 128
"""An exit code above it means a signal, as in a shell."""
