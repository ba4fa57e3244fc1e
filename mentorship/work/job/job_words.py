"""The words by which a job is found: an index of our own, the same on every engine."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain, islice
from typing import Any

from peewee import BlobField, ForeignKeyField

from mentorship.database import Table, execute, marks, rows, write
from mentorship.people.vocabulary.holding import when_renamed
from mentorship.people.vocabulary.term import insert, parts
from mentorship.text import fold, tidy
from mentorship.work.job.job import Job
from mentorship.work.job.wanted import yearly

LONGEST = 32  # letters of a word; what is longer is found by its beginning
MOST = 400  # words of a job
AT_ONCE = 100  # jobs

_WORD = re.compile(r"\w+")
# Marks stand among the words and begin as no word can, so that what is rare is found by the same index.
MARK, PAY, SAME = "\0", b"\0pay", b"\0same"
_TEXTS = """SELECT j.id, j.kind, j.is_remote, j.pay_from, j.pay_per, j.currency, j.hours_to, j.title, o.name AS organisation, t.en, t.it,
 j.occupation_written, p.en AS place_en, p.it AS place_it, j.place_written, j.text
FROM job j JOIN organisation o ON o.id = j.organisation_id JOIN term t ON t.id = j.occupation_id
LEFT JOIN term p ON p.id = j.place_id WHERE j.id IN ({}) ORDER BY j.id"""
_TEXT = 7  # the columns from here on are text
_NEEDS = "SELECT job_id, text FROM need WHERE job_id IN ({}) ORDER BY job_id, position"
_HOLDERS = (
    "SELECT id FROM job WHERE occupation_id IN ({0}) UNION SELECT id FROM job WHERE place_id IN ({0}) ORDER BY id"
)


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
def index(*job_ids: int) -> None:
    """Makes jobs findable by their words, kind, pay and place as they are now; to be called whenever any of them changed.

    Twice is once.
    """
    for some in parts(job_ids, AT_ONCE):
        _index(some)


def _index(job_ids: Sequence[int]) -> None:
    these, needs = marks(job_ids), defaultdict(list)
    for one in rows(_NEEDS.format(these), *job_ids):
        needs[one.job_id].append(one.text)
    found = []
    for job in rows(_TEXTS.format(these), *job_ids):
        texts = [text for text in (*job[_TEXT:], *needs[job.id]) if text]
        known = dict.fromkeys(chain.from_iterable(words(text) for text in texts))
        found += [(job.id, word) for word in _kept(known) + marks_of(job)]
        execute("UPDATE job SET folded = ? WHERE id = ?", fold(" ".join(texts)), job.id)
    execute(f"DELETE FROM job_word WHERE job_id IN ({these})", *job_ids)
    insert("job_word (job_id, word)", found)


def _kept(found: Iterable[str]) -> list[bytes]:
    return [word.encode() for word in islice(found, MOST)]


@when_renamed
def _index_holders(term_ids: Sequence[int]) -> None:
    """The words of jobs whose occupation or place has other names now."""
    index(*(one.id for one in rows(_HOLDERS.format(marks(term_ids)), *term_ids, *term_ids)))


def index_of_organisation(organisation_id: int) -> None:
    """The words of its jobs, when it has another name; inside a write."""
    index(*(one.id for one in rows("SELECT id FROM job WHERE organisation_id = ? ORDER BY id", organisation_id)))


def marks_of(job: Any) -> list[bytes]:
    """What stands for the kind, the pay, the place and the whole text of a job among its words."""
    found = [f"{MARK}{job.kind}".encode(), text_mark(job.text)]
    if job.is_remote:
        found.append(f"{MARK}remote".encode())
    if job.pay_from is not None:
        found.append(_pay_mark(job.currency, yearly(job.pay_from, job.pay_per, job.hours_to)))
    return found


def text_mark(text: str) -> bytes:
    """What stands for a whole text: the same for all whose letters and figures are the same, in whatever case."""
    return SAME + hashlib.sha256(" ".join(_WORD.findall(fold(tidy(text)))).encode()).digest()


def pays_from(wanted: int, currency: str) -> tuple[bytes, bytes]:
    """The two ends of the marks of all that pays at least this for a year of full weeks, in hundredths of the currency."""
    return _pay_mark(currency, wanted), PAY + currency.encode() + b"\xff"


def _pay_mark(currency: str, yearly: int) -> bytes:
    return PAY + currency.encode() + yearly.to_bytes(8, "big")
