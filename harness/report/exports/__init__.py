"""Exports: results as JSON, JUnit XML, GitHub annotations, Chrome traces and Mermaid diagrams."""
