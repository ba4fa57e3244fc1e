"""Applications for the tests."""

from typing import Any

from mentorship.database import write
from mentorship.people.person import Person
from mentorship.people.section import Section
from mentorship.work.application import applying
from mentorship.work.application.application import Application
from mentorship.work.job.job import Job

LINE = "I get up early anyway."


def applied(job: Job, person: Person, *sections: Section, **wishes: Any) -> Application:
    """What this person sent for a job, as if from its page: a line, and these sections."""
    usual = {"contact": "", "line": LINE, "sections": sections}
    return Application.get(key=applying.begin(job.id, person.id, **usual | wishes))


@write
def put(application: Application, **columns: object) -> Application:
    """Sets columns of its row, and gives it anew."""
    Application.update(**columns).where(Application.id == application.id).execute()
    return Application.get_by_id(application.id)
