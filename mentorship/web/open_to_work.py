"""My being open to work: to whom and for what, renewing and closing it, and my log of who looked and who asked."""

from typing import Any

from flask import Blueprint, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from mentorship import clock
from mentorship.errors import Invalid
from mentorship.site.setting import Feature
from mentorship.web import wish_forms
from mentorship.web.access import me, viewer
from mentorship.web.audience_words import who_sees
from mentorship.web.hypermedia import done, invalid, page
from mentorship.web.place import refuse_without
from mentorship.web.rendering import date
from mentorship.web.wish_forms import WishForm
from mentorship.work.candidate import asks, look_log, refusals, wish, wishing
from mentorship.work.candidate.candidates import FEWEST

PAGE = "open_to_work/show.html"

bp = Blueprint("open_to_work", __name__)


@bp.before_request
def _only_where_work_is_on() -> None:
    refuse_without(Feature.WORK)


@bp.route("/open-to-work", methods=["GET", "POST"])
def show() -> str | Response:
    """How it stands, with my log; opens it or changes it."""
    if request.method == "GET":
        return page(PAGE, **_shown(None))
    form = WishForm().offer(refusals.choices(me().id))
    if not _is_kept(form):
        return invalid(PAGE, form, **{name: value for name, value in _shown(form).items() if name != "form"})
    until = date(clock.now() + wishing.LASTS)
    return done(gettext("You are open to work until %(date)s.", date=until), url_for(".show"))


def _shown(form: WishForm | None) -> dict[str, Any]:
    mine = wishing.mine(me().id)
    is_open = wishing.is_open(mine)
    if form is None:
        form = wish_forms.of(mine, wishing.wished(me().id), refusals.choices(me().id), is_open=is_open)
    looks, more = look_log.looks(me().id)
    asked = [(one, asks.is_open(one)) for one in asks.mine(viewer())]
    shown = {"mine": mine, "is_open": is_open, "days": wishing.LASTS.days, "fewest": FEWEST}
    return shown | {
        "form": form,
        "looks": looks,
        "more": more,
        "asked": asked,
        "sees": mine and mine.audience and who_sees(mine.audience),
    }


def _is_kept(form: WishForm) -> bool:
    for problem in wish.read(form.wish)[1]:
        form.take(problem)
    if form.errors:
        return False
    try:
        wishing.open_to(me().id, form.wish)
    except Invalid as error:
        form.take(error)
    return not form.errors


@bp.post("/open-to-work/renew")
def renew() -> Response:
    """Ninety days from now."""
    if not wishing.renew(me().id):
        return done(gettext("It had ended already. Open it again below, if you like."), url_for(".show"))
    until = date(clock.now() + wishing.LASTS)
    return done(gettext("You are open to work until %(date)s.", date=until), url_for(".show"))


@bp.post("/open-to-work/close")
def close() -> Response:
    """Nobody sees it any more."""
    wishing.close(me().id)
    return done(gettext("You are no longer open to work. Nobody sees anything of it."), url_for(".show"))
