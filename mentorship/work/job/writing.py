"""Writing a job: a draft at first, and whatever is mended in it later."""

from typing import Any

from mentorship import clock
from mentorship.database import execute, new_key, row, rows, write
from mentorship.errors import N_, Invalid, Missing, NotAllowed
from mentorship.people.vocabulary import Kind as TermKind
from mentorship.people.vocabulary import find_or_add
from mentorship.work.job.job import MOST_LANGUAGES, Job, JobLanguage, Need, State
from mentorship.work.job.job_words import index
from mentorship.work.job.typed import Typed, needs, read

MOST_DRAFTS = 20
EDITABLE = (State.DRAFT, State.REVIEW, State.SENT_BACK, State.LIVE, State.PAUSED)
PUBLISHED = (State.LIVE, State.PAUSED)
# What a moderator reads: if one of these changes, somebody looks again.
READ = ("title", "text", "apply", "cv_why", "diploma_why", "kind", "pay_from", "pay_to", "pay_per", "currency")

ENOUGH = N_("This organisation has %(most)d drafts. Please send one, or throw one away, before you write another.")
OVER = N_("This job is closed. Put it up again, or make a copy of it.")


def problems(typed: Typed) -> list[Invalid]:
    """All that is to be mended in what was typed, each beside its field."""
    return read(typed)[1]


@write
def begin(organisation_id: int, typed: Typed) -> str:
    """Keeps a new draft and gives its key; raises Invalid, or NotAllowed if the organisation has many already."""
    _refuse_many(organisation_id)
    return str(keep(organisation_id, typed).key)


@write
def keep(organisation_id: int, typed: Typed) -> Job:
    """Keeps a new draft, however many there are already; raises Invalid."""
    columns, now = _columns(typed), clock.now()
    job = Job.create(organisation=organisation_id, folded="", made_at=now, changed_at=now, **columns)
    _keep_lists(job.id, typed)
    index(job.id)
    return job


@write
def change(job_id: int, typed: Typed) -> bool:
    """Writes a job anew; False if it says the same as before. Raises Invalid, Missing, or NotAllowed for a closed one.

    A published one stays where it is; if its words or its pay changed, a moderator is shown it again.
    """
    job = Job.get_or_none(id=job_id)
    if job is None:
        raise Missing
    if job.state not in EDITABLE:
        raise NotAllowed(OVER)
    columns, before = _columns(typed), lists_of(job_id)
    if _is_same_day(job, columns["valid_until"]):
        del columns["valid_until"]
    _keep_lists(job_id, typed)
    changed = [name for name, value in columns.items() if job.__data__[name] != value]
    is_other_list = lists_of(job_id) != before
    if not changed and not is_other_list:
        return False
    columns |= {"changed_at": clock.now()}
    if is_other_list or set(changed) & set(READ):
        columns |= {"looked_at": None}
    if "valid_until" in changed:
        columns |= {"reminded_at": None}
    Job.update(**columns).where(Job.id == job_id).execute()
    index(job_id)
    return True


def _is_same_day(job: Any, until: Any) -> bool:
    # Nothing typed leaves the date of a published job; the same day is no other moment of it.
    if until is None:
        return job.state in PUBLISHED
    return job.valid_until is not None and job.valid_until.astimezone().date() == until.astimezone().date()


def _columns(typed: Typed) -> dict[str, Any]:
    columns, wrong = read(typed)
    if wrong:
        raise wrong[0]
    work = find_or_add(TermKind.OCCUPATION, typed.occupation, "occupation")
    place = find_or_add(TermKind.PLACE, typed.place, "place") if typed.place.strip() else None
    return columns | {
        "occupation": work.id,
        "occupation_written": work.written,
        "place": place.id if place else None,
        "place_written": place.written if place else None,
    }


def _keep_lists(job_id: int, typed: Typed) -> None:
    Need.delete().where(Need.job == job_id).execute()
    JobLanguage.delete().where(JobLanguage.job == job_id).execute()
    for position, (text, is_must) in enumerate(needs(typed)):
        Need.create(job=job_id, position=position, text=text, is_must=is_must)
    for number, (name, level) in enumerate(typed.languages[:MOST_LANGUAGES]):
        if name.strip():
            field = f"language_{number}"
            term = find_or_add(TermKind.LANGUAGE, name, field)
            known = (
                "INSERT INTO job_language (job_id, term_id, written, level) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
            )
            execute(known, job_id, term.id, term.written, level)


def lists_of(job_id: int) -> tuple[list[Any], list[Any]]:
    """What a job needs, in its order (text, is_must), and its languages (term_id, en, it, written, level)."""
    spoken = """SELECT l.term_id, COALESCE(l.written, t.en) AS en, COALESCE(l.written, t.it) AS it, l.level
    FROM job_language l JOIN term t ON t.id = l.term_id WHERE l.job_id = ? ORDER BY l.id"""
    return rows("SELECT text, is_must FROM need WHERE job_id = ? ORDER BY position", job_id), rows(spoken, job_id)


def _refuse_many(organisation_id: int) -> None:
    drafts = "SELECT count(*) AS n FROM job WHERE organisation_id = ? AND published_at IS NULL"
    found = row(drafts, organisation_id)
    if found and found.n >= MOST_DRAFTS:
        raise NotAllowed(ENOUGH, most=MOST_DRAFTS)


@write
def duplicate(job_id: int) -> str:
    """A new draft with the words of this job, and its key; raises Missing, or NotAllowed if there are many drafts."""
    job = Job.get_or_none(id=job_id)
    if job is None:
        raise Missing
    _refuse_many(job.__data__["organisation"])
    now = clock.now()
    fresh = {"key": new_key(), "state": State.DRAFT, "outcome": "", "reason": "", "made_at": now, "changed_at": now}
    empty = dict.fromkeys(("published_at", "valid_until", "reminded_at", "looked_at", "sponsored_until"))
    same = {name: value for name, value in job.__data__.items() if name != "id"}
    copy = Job.create(**same | fresh | empty)
    for text in (
        "INSERT INTO need (job_id, position, text, is_must) SELECT CAST(? AS BIGINT), position, text, is_must FROM need WHERE job_id = ?",
        "INSERT INTO job_language (job_id, term_id, written, level) SELECT CAST(? AS BIGINT), term_id, written, level "
        "FROM job_language WHERE job_id = ? ORDER BY id",
    ):
        execute(text, copy.id, job_id)
    index(copy.id)
    return str(copy.key)


@write
def discard(job_id: int) -> bool:
    """Throws away a job that was never published; False if there is none such (any more)."""
    return bool(execute("DELETE FROM job WHERE id = ? AND published_at IS NULL", job_id))
