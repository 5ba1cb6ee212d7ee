"""Judging in a process of its own: whatever the code under test does, the run goes on."""
