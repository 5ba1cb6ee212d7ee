"""The pages of the documentation site, made from the project's own documents and data: one kind of page a file."""
