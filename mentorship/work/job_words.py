"""The words by which a job is found: an index of our own, the same on every engine."""

import re
from itertools import chain
from typing import Any

from peewee import BlobField, ForeignKeyField

from mentorship.database import Table, execute, row, rows, write
from mentorship.people.vocabulary.term import insert
from mentorship.text import fold, tidy
from mentorship.work.job import Job
from mentorship.work.wanted import yearly

LONGEST = 32  # letters of a word; what is longer is found by its beginning
MOST = 400  # words of a job

_WORD = re.compile(r"\w+")
# Marks stand among the words and begin as no word can, so that what is rare is found by the same index.
MARK, PAY = "\0", b"\0pay"
_TEXTS = """SELECT j.title, o.name, j.text, t.en, t.it, j.occupation_written, p.en AS place_en, p.it AS place_it, j.place_written
FROM job j JOIN organisation o ON o.id = j.organisation_id JOIN term t ON t.id = j.occupation_id
LEFT JOIN term p ON p.id = j.place_id WHERE j.id = ?"""


class JobWord(Table):
    """One word of a job, as bytes, since engines order text each in their own way."""

    job = ForeignKeyField(Job, on_delete="CASCADE", index=False)
    word = BlobField()

    class Meta:
        indexes = ((("job", "word"), True), (("word", "job"), False))


def words(text: str) -> list[str]:
    """The words of a text as they are compared, in order, each once."""
    return list(dict.fromkeys(word[:LONGEST] for word in _WORD.findall(fold(tidy(text)))))


@write
def index(job_id: int) -> None:
    """Makes a job findable by its words, kind, pay and place as they are now; to be called whenever any of them changed.

    Twice is once.
    """
    texts = row(_TEXTS, job_id)
    needs = rows("SELECT text FROM need WHERE job_id = ? ORDER BY position", job_id)
    found = chain.from_iterable(words(text) for text in (*(texts or ()), *(one.text for one in needs)) if text)
    execute("DELETE FROM job_word WHERE job_id = ?", job_id)
    kept = [word.encode() for word in list(dict.fromkeys(found))[:MOST]]
    insert("job_word (job_id, word)", [(job_id, word) for word in kept + marks_of(row(_MARKED, job_id))])


_MARKED = "SELECT kind, is_remote, pay_from, pay_per, hours_to FROM job WHERE id = ?"


def marks_of(job: Any) -> list[bytes]:
    """What stands for the kind, the pay and the place of a job among its words."""
    found = [f"{MARK}{job.kind}".encode()] if job else []
    if job and job.is_remote:
        found.append(f"{MARK}remote".encode())
    if job and job.pay_from is not None:
        found.append(PAY + yearly(job.pay_from, job.pay_per, job.hours_to).to_bytes(8, "big"))
    return found


def pays_from(wanted: int) -> tuple[bytes, bytes]:
    """The two ends of the marks of all that pays at least this for a year of full weeks, in hundredths."""
    return PAY + wanted.to_bytes(8, "big"), PAY + b"\xff"
