"""Course content: the catalogue, the syllabus, hints, verdict texts and packaged files."""
