"""Opens a file of jobs: a table (CSV) or JobPosting objects (JSON), told apart by how it begins."""

from pathlib import Path

from mentorship.work.incoming import postings, table
from mentorship.work.incoming.entry import MOST_ENTRIES, Contents, UnreadableFile

MOST_BYTES = 20_000_000
UTF_16 = (b"\xff\xfe", b"\xfe\xff")

TOO_LARGE = "This file is larger than 20 MB. Please take it in parts."
NOT_UTF8 = "Line %d is not written in UTF-8. Please save the file as UTF-8 (in a spreadsheet: “CSV UTF-8”)."
EMPTY = "This file is empty."
TOO_MANY = "There are %d jobs in this file; at most %d can be taken at once. Please take it in parts."


def read(path: Path) -> Contents:
    """Everything the file holds; raises UnreadableFile."""
    text = _text(path)
    contents = postings.read(text) if text.lstrip()[:1] in ("{", "[") else table.read(text)
    if len(contents.jobs) > MOST_ENTRIES:
        raise UnreadableFile(TOO_MANY % (len(contents.jobs), MOST_ENTRIES))
    return contents


def _text(path: Path) -> str:
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise UnreadableFile(TOO_LARGE)
    if content.startswith(UTF_16):
        raise UnreadableFile(NOT_UTF8 % 1)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as failure:
        raise UnreadableFile(NOT_UTF8 % (content[: failure.start].count(b"\n") + 1)) from None
    if not text.strip():
        raise UnreadableFile(EMPTY)
    return text
