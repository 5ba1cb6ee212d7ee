"""The sentences of notes on submissions, which begin with the file and have no full stop."""

from __future__ import annotations

from collections.abc import Iterable

from ...answers.submission_notes import FileProblem, SubmissionNote
from ...answers.submission_notes import SubmissionNoteKind as Kind

PROBLEMS = {
    Kind.LINK: "is a link, which is not followed",
    Kind.NO_REGULAR_FILE: "is no regular file",
    Kind.UNREADABLE: "cannot be read: {}",
    Kind.TOO_LARGE: "is larger than {} bytes",
    Kind.TOO_MANY_FILES: "has more than {} files",
    Kind.OTHERS_NOT_READ: "has more than {} files, and the others were not read",
    Kind.NO_ARCHIVE: "is no archive that can be read",
    Kind.NESTED_ARCHIVE: "is an archive in an archive, and was not looked into",
    Kind.ABSOLUTE_PATH: "has an absolute path in the archive, and was not used",
    Kind.LEAVES_FOLDER: "has a path that leaves its folder, and was not used",
    Kind.DUPLICATE: "is a duplicate in the archive: the last one of this name is taken",
    Kind.ENCRYPTED: "is encrypted",
    Kind.UNKNOWN_COMPRESSION: "is compressed in a way that cannot be read",
    Kind.DAMAGED: "is damaged in the archive",
    Kind.NO_PYTHON: "is no Python file",
    Kind.NO_KATA: "belongs to no kata of the assignment",
    Kind.SEVERAL_KATAS: "may belong to several katas ({}), and was not used",
    Kind.NOT_TAKEN: "was not used: {} is taken",
    Kind.NO_YAML: "was not read: names and times need PyYAML (pip install pyyaml)",
    Kind.BAD_METADATA: "is not as Gradescope writes it, and was not used",
}
"""What is said of a file, behind its path."""


def problem_words(problem: FileProblem) -> str:
    """Return the reason why a file was not read, as the words behind its path."""
    return PROBLEMS[problem.kind].format(problem.detail)


def submission_note(note: SubmissionNote) -> str:
    """Return the text of a note."""
    if note.kind in PROBLEMS:
        return f"{note.path} {PROBLEMS[note.kind].format(note.detail)}"
    others = ", ".join(note.others)
    match note.kind:
        case Kind.NOT_IN_ROSTER:
            return "is not in the roster"
        case Kind.FITS_SEVERAL:
            return f"fits several students of the roster ({others})"
        case Kind.MAY_BE_OF:
            return f"may be of {note.others[0]}, for whom {note.others[1]} is taken"
        case Kind.OTHER_NOT_USED:
            return f"{others} may be of the same student, and was not used"
        case Kind.OTHER_SPELLING:
            return f"may be of the same student as {others!r}"
        case Kind.TOGETHER:
            return f"handed in together with {others}"
        case Kind.SUBMITTED_AGAIN:
            return f"{note.path} is another submission of the same student"
        case Kind.ANOTHER_SUBMISSION:
            return f"is another submission of {note.detail}"
    return f"and {note.detail} more notes"


def student_notes(notes: Iterable[SubmissionNote]) -> list[str]:
    """Return the texts of the notes that a student may read: those that name no other student."""
    return [submission_note(note) for note in notes if not note.names_others]
