"""What this place is, its rules, and what it keeps about people."""

from flask import Blueprint
from flask_babel import lazy_gettext as _

from mentorship.people import session as sessions
from mentorship.people.vocabulary.importing import sources
from mentorship.people.vocabulary.lists import Source
from mentorship.web import house_rules
from mentorship.web.access import public
from mentorship.web.found_work import how_many_found_work
from mentorship.web.hypermedia import page

bp = Blueprint("about", __name__)

# In the words that each of them asks for.
CREDITS = {
    Source.ESCO: _("This service uses the ESCO classification of the European Commission."),
    Source.SWISS: _("Italian names of occupations: Swiss Federal Statistical Office."),
    Source.GEONAMES: _("Names of places, and where they lie: GeoNames, under the licence CC BY 4.0."),
}


@bp.get("/about")
@public
def about() -> str:
    """What this is, for whom, who runs it, and whose lists of words it uses."""
    return page("about/about.html", credits=[CREDITS[source] for source in sources()], found_work=how_many_found_work())


@bp.get("/rules")
@public
def rules() -> str:
    """The rules everybody agrees to."""
    return page("about/rules.html", **house_rules.in_force())


@bp.get("/data")
@public
def data() -> str:
    """What is kept about people, who sees it, and how to leave."""
    idle, kept = sessions.IDLE.seconds // 3600, sessions.IDLE_KEPT.days
    return page("about/data.html", hours=idle, days=kept)
