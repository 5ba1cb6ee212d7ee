"""Grading: checks files against contracts, with settings and time limits."""
