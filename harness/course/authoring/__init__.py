"""Authoring: scaffolds for new katas, and verification of existing ones."""
