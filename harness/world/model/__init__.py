"""The model of Python's operations: which of them read or write shared objects, which are harmless, which are unknown."""
