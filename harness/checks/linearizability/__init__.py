"""The linearizability check: searches for a sequential order that explains a history of calls."""
