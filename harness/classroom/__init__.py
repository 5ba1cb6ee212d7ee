"""Grading a class: submissions are collected, judged once each, and given points."""
