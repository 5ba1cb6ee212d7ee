"""Text primitives: lines, source excerpts and names of container operations."""
