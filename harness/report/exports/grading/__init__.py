"""Exports of a grade: one file for each platform that shows grades to a class."""
