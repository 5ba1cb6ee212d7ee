"""The model of Python's operations: which of them access shared objects, which are harmless, which are unknown."""
