"""The learner's side: progress, reset, file watching, workspaces and the doctor."""
