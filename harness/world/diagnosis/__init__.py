"""Diagnosis: explains why an execution ended the way it did."""
