"""The ``kata`` command: one file a command."""
