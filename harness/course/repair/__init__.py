"""Repairs: wrong solutions that a learner gets to mend with the smallest change."""
