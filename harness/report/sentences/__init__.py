"""Sentences: the one place where facts about a program become English."""
