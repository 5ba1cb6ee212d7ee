"""Notes on submissions: facts about a student's files that the instructor should know."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SubmissionNoteKind(StrEnum):
    """The kinds of notes."""

    # a file was not read
    LINK = "link"
    NO_REGULAR_FILE = "no_regular_file"
    UNREADABLE = "unreadable"
    TOO_LARGE = "too_large"
    TOO_MANY_FILES = "too_many_files"
    OTHERS_NOT_READ = "others_not_read"
    # a file in an archive was not read, or the archive was not
    NO_ARCHIVE = "no_archive"
    NESTED_ARCHIVE = "nested_archive"
    ABSOLUTE_PATH = "absolute_path"
    LEAVES_FOLDER = "leaves_folder"
    DUPLICATE = "duplicate"
    ENCRYPTED = "encrypted"
    UNKNOWN_COMPRESSION = "unknown_compression"
    DAMAGED = "damaged"
    # a file was read and belongs to no kata
    NO_PYTHON = "no_python"
    NO_KATA = "no_kata"
    SEVERAL_KATAS = "several_katas"
    NOT_TAKEN = "not_taken"
    # the file of a platform
    NO_YAML = "no_yaml"
    BAD_METADATA = "bad_metadata"
    # who it is
    NOT_IN_ROSTER = "not_in_roster"
    FITS_SEVERAL = "fits_several"
    MAY_BE_OF = "may_be_of"
    OTHER_NOT_USED = "other_not_used"
    OTHER_SPELLING = "other_spelling"
    TOGETHER = "together"
    SUBMITTED_AGAIN = "submitted_again"
    ANOTHER_SUBMISSION = "another_submission"
    # all of these
    MORE = "more"


@dataclass(frozen=True, slots=True)
class FileProblem:
    """The reason why a file was not read.

    Attributes:
        kind: the reason.
        detail: its number, or what the operating system says.
    """

    kind: SubmissionNoteKind
    detail: str = ""


@dataclass(frozen=True, slots=True)
class SubmissionNote:
    """One note on the submission of one student.

    Attributes:
        kind: what it says.
        path: the file, below the folder of the student; "" if the note is about no file.
        detail: a number, a file, the katas, or what the operating system says, as the kind has it.
        others: other students and their submissions.
    """

    kind: SubmissionNoteKind
    path: str = ""
    detail: str = ""
    others: tuple[str, ...] = ()

    @property
    def names_others(self) -> bool:
        """True for a note that is for the instructor only."""
        return bool(self.others)
