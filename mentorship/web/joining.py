"""Joining by an invitation: the same form, in the name of whoever invites."""

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from mentorship.errors import Missing
from mentorship.people import invitation as invitations
from mentorship.web.access import is_signed_in, public
from mentorship.web.accounts import Way, welcome
from mentorship.web.hypermedia import ended
from mentorship.web.language import offer
from mentorship.web.links import sign_of, signed, unsigned

bp = Blueprint("joining", __name__)


def token_of(key: str, mailed_to: str = "") -> str:
    """What the link of an invitation carries; in its letter also a sign of the address, so that whoever comes by the
    letter has shown that it is theirs. The link that the inviter sees has none, and neither tells the address."""
    return signed("join", f"{key} {sign_of('join', mailed_to)}" if mailed_to else key)


@bp.route("/join/<token>", methods=["GET", "POST"])
@public
def invited(token: str) -> str | Response:
    """The form in the name of the invitation; one kind page if that has ended, or has no place left."""
    way = _way(token)
    if is_signed_in():
        return redirect(url_for("home.index"), 303)
    try:
        return welcome(way) if way else ended("joining/over.html")
    except Missing:
        return ended("joining/over.html")


def _way(token: str) -> Way | None:
    key, _blank, sign = str(unsigned("join", token) or "").partition(" ")
    found = invitations.find_open(key)
    if found is None:
        return None
    offer(found.language)
    is_for_one = found.places == 1
    return Way(
        action=url_for(".invited", token=token),
        invitation=found.key,
        mailed_to=found.address if found.address and sign == sign_of("join", found.address) else "",
        is_trusted=bool(found.is_trusted),
        by_name=(found.by_name or "") if is_for_one else "",
        label="" if is_for_one else found.label,
    )
