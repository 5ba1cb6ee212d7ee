"""Mutation: small changes of a kata's reference, each of which the contract must notice."""
