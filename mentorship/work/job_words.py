"""The words by which a job is found: an index of our own, the same on every engine."""

import re
from itertools import chain

from peewee import BlobField, ForeignKeyField

from mentorship.database import Table, execute, row, rows, write
from mentorship.people.vocabulary.term import insert
from mentorship.text import fold, tidy
from mentorship.work.job import Job

LONGEST = 32  # letters of a word; what is longer is found by its beginning
MOST = 400  # words of a job

_WORD = re.compile(r"\w+")
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
    """Makes a job findable by the words it has now; to be called whenever any of them changed. Twice is once."""
    texts = row(_TEXTS, job_id)
    needs = rows("SELECT text FROM need WHERE job_id = ? ORDER BY position", job_id)
    found = chain.from_iterable(words(text) for text in (*(texts or ()), *(one.text for one in needs)) if text)
    execute("DELETE FROM job_word WHERE job_id = ?", job_id)
    insert("job_word (job_id, word)", [(job_id, word.encode()) for word in list(dict.fromkeys(found))[:MOST]])
