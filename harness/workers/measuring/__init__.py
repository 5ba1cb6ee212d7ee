"""Measuring: times a solution for `kata compare`."""
