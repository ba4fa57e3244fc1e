"""Where friendship is turned off: nothing new is asked or accepted, and what was asked is withdrawn."""

from mentorship.database import rows
from mentorship.errors import Missing
from mentorship.site import setting
from mentorship.site.setting import Feature
from mentorship.ties.request.request import State
from mentorship.ties.request.settling import REQUEST, settle

ASKED = f"{REQUEST} WHERE kind = 'friend' AND state = 'open' ORDER BY id"


def refuse_if_off() -> None:
    """Raises Missing where nobody can become friends."""
    if not setting.current().has(Feature.FRIENDS):
        raise Missing


def withdraw_if_off() -> int:
    """Withdraws the open friend requests of a place without friends, each by itself, and gives how many. Twice is once."""
    if setting.current().has(Feature.FRIENDS):
        return 0
    return sum(settle(request, State.WITHDRAWN) for request in rows(ASKED))
