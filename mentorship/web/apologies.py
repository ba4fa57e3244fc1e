"""What a page says when something does not work: where one is, what happened, what to do."""

from typing import NamedTuple

from flask_babel import lazy_gettext as _


class Apology(NamedTuple):
    """The heading, what happened, and the next step."""

    title: str
    what: str
    todo: str


APOLOGIES = {
    400: Apology(
        _("This could not be read"),
        _("What your browser sent is incomplete or garbled, so nothing was changed."),
        _("Go back and try once more. If it happens again, begin at the first page."),
    ),
    403: Apology(
        _("This cannot be done here"),
        _("This is not open to you now, or the form came from another website. Nothing was changed."),
        _("Open the page here, in this place, and try from there."),
    ),
    404: Apology(
        _("There is nothing here"),
        _("This page does not exist, or it is no longer there, or it is not for you to see."),
        _("Check the address, or begin at the first page."),
    ),
    405: Apology(
        _("This address works another way"),
        _("It belongs to a button and cannot be opened by itself. Nothing was changed."),
        _("Go back and use the button, or begin at the first page."),
    ),
    413: Apology(
        _("This is too much at once"),
        _("What you sent is larger than this place can take in one go. Nothing was changed."),
        _("Go back, shorten it, and send it again."),
    ),
    422: Apology(
        _("This cannot be taken as it is"),
        _("Something in it does not fit yet. Nothing was changed."),
        _("Go back, mend it, and send it again."),
    ),
    500: Apology(
        _("Something broke on our side"),
        _("This is not your fault. It is written down for those who look after this place."),
        _("Look first whether what you did has arrived. If not, try again a little later."),
    ),
    503: Apology(
        _("Please come back in a moment"),
        _("The place is very busy or being looked after. Nothing was changed."),
        _("Wait a few seconds, then try again."),
    ),
    507: Apology(
        _("The disk of this place is full"),
        _("So nothing can be written down just now, and nothing was changed. Reading goes on."),
        _("Please tell those who look after this place. Once there is room again, send it again."),
    ),
}


def apology(code: int) -> Apology:
    """What to say for this status; one that has no words of its own is a 400."""
    return APOLOGIES.get(code, APOLOGIES[400])
