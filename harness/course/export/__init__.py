"""The course in the layout of other platforms: the files that an instructor uploads or commits there."""
