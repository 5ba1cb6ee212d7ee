"""Shared leaves: graph searches, vector clocks, names of the primitives, records as JSON. Imports no other room."""
