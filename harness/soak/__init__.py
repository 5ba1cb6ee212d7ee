"""The long exploration of one program: resumable, divided among processes and machines, kept in a folder."""
