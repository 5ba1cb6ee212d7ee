"""Checks of the built site: every link leads somewhere, and nothing is loaded from another site."""
