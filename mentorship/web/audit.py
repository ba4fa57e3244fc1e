"""The audit log, for admins: who did what, and whether the log is whole."""

from flask import Blueprint, request

from mentorship.people.person import Role
from mentorship.records import audit
from mentorship.web.access import staff
from mentorship.web.hypermedia import page
from mentorship.web.report_words import noted

bp = Blueprint("audit", __name__)


@bp.get("/admin/audit")
@staff(Role.ADMIN)
def index() -> str:
    """Newest first, a page at a time; on demand the whole log is walked."""
    entries, more = audit.listed(request.args.get("before", "").replace("\x00", ""))
    verdict = audit.verify() if "check" in request.args else None
    return page("audit/index.html", entries=entries, more=more, noted=noted, verdict=verdict)
