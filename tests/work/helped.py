"""Offers of help for the tests, as somebody makes them on the page of a job or an organisation."""

from collections.abc import Sequence
from typing import Any

from mentorship.database import row
from mentorship.people.person import Person
from mentorship.work.help import offering
from mentorship.work.help.helping import Sort
from mentorship.work.job.job import Job
from mentorship.work.organisation.organisation import Organisation


def at(where: Organisation | Job) -> Any:
    """Where one helps, as the domain has it."""
    return offering.at_job(where.key) if isinstance(where, Job) else offering.at_organisation(where.key)


def help_at(
    where: Organisation | Job, by: Person, sort: Sort = Sort.INTRODUCE, whom: Sequence[str] = ("friends", "mentees")
) -> str:
    """Somebody offers one sort of help there, and nothing else; gives the key of the offer."""
    place = at(where)
    offering.offer(by.id, place, [sort], whom)
    found = "SELECT key FROM help_offer WHERE person_id = ? AND organisation_id = ? AND COALESCE(job_id, 0) = ?"
    return row(found, by.id, place.organisation_id, place.job_id).key
