"""Starvation: searches fair schedules for a cycle in which one thread waits forever."""
