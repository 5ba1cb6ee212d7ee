"""Shared leaves: graph searches, vector clocks and the names of the primitives. Imports nothing of the harness."""
