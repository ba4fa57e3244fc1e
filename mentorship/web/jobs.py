"""Finding work: the search, and a job with what fits the reader and whom they know there."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from mentorship.site.setting import Feature
from mentorship.web import help_words
from mentorship.web.access import public, viewer
from mentorship.web.hypermedia import over, page
from mentorship.web.job_posting import posting
from mentorship.web.place import refuse_without
from mentorship.work.help import who_helps
from mentorship.work.job import finding, opening, sponsoring, wanted

bp = Blueprint("jobs", __name__)


@bp.before_request
def _only_where_work_is_on() -> None:
    refuse_without(Feature.WORK)


def given(values: Mapping[str, str]) -> dict[str, str]:
    """What is wanted, from the fields of an address or a form."""
    return wanted.asked({name: text.replace("\x00", "") for name, text in values.items()})


@bp.get("/jobs")
@public
def index() -> str:
    """Jobs that fit, newest first."""
    asked, after = given(request.args), request.args.get("after", "").replace("\x00", "")
    what = wanted.read(asked)
    found, more = finding.page(what, after)
    above = None if after else sponsoring.above(what)
    shown = {"found": found, "more": more, "sponsored": above, "asked": asked, **_pay(asked)}
    return page("jobs/index.html", "jobs/_results.html", **shown)


def _pay(asked: dict[str, str]) -> dict[str, str]:
    # What cannot be read as pay stays in its field, with what to mend beside it.
    typed = request.args.get("pay", "").replace("\x00", "")[: wanted.LONGEST].strip()
    is_wrong = bool(typed) and "pay" not in asked
    return {"pay_typed": typed, "pay_wrong": gettext("Please write an amount, such as 12.50.") if is_wrong else ""}


@bp.get("/jobs/<key>")
@public
def show(key: str) -> str | Response:
    """A job; or, if it is over, that it is, and what is like it."""
    job = opening.one(key, viewer().id)
    if job.is_over:
        return over("jobs/over.html", job=job, similar=opening.similar(job))
    return page("jobs/show.html", job=job, is_member=bool(viewer().id), **_beside(job))


def _beside(job: Any) -> dict[str, Any]:
    """What fits the reader, who knows the place and who helps, and what is like it."""
    fit, around = opening.fit(viewer().id, job), who_helps.of_job(viewer(), job)
    shown = {"fit": fit, "around": around, "similar": opening.similar(job), "posting": posting(job)}
    return shown | {"help_words": help_words}
