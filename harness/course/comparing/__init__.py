"""Comparing: clauses, speed, fairness and source facts of several solutions."""
