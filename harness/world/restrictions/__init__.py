"""Restrictions: which modules, names and primitives a program under test may use."""
