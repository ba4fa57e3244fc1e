"""Files from outside: told apart by how they begin, and refused in a sentence when nothing can be taken."""

import pytest

from mentorship.work.incoming import files
from mentorship.work.incoming.entry import MOST_ENTRIES, UnreadableFile
from mentorship.work.incoming.table import template


def test_a_mark_at_the_beginning_does_no_harm(tmp_path):
    for name, text in (("table", template()), ("postings", '[{"@type": "JobPosting", "title": "Baker"}]')):
        (tmp_path / name).write_text(text, "utf-8-sig")
        assert len(files.read(tmp_path / name).jobs) == 1


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "This file is empty"),
        (b"\xef\xbb\xbf \n", "This file is empty"),
        (template().encode("utf-16"), "Line 1 is not written in UTF-8"),
        (template().encode() + "Caffè".encode("cp1252"), "Line 3 is not written in UTF-8"),
        (b"x" * (files.MOST_BYTES + 1), "larger than 20 MB"),
        (b"\x89PNG\r\n\x1a\n", "Line 1 is not written in UTF-8"),
        (("title,occupation,kind,text\n" + "a,b,c,d\n" * (MOST_ENTRIES + 1)).encode(), "10001 jobs in this file"),
    ],
)
def test_what_cannot_be_taken_is_refused(tmp_path, content, says):
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(UnreadableFile, match=says):
        files.read(tmp_path / "file")
