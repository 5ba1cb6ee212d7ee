"""The loader: reads, rewrites and runs a program's files, and reuses loaded modules between executions."""
