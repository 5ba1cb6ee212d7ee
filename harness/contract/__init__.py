"""Contracts: the marks, fixtures and generated workloads of a kata's test file."""
