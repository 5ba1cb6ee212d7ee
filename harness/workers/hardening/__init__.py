"""Hardening: keeps code under test from deciding its own verdict."""
