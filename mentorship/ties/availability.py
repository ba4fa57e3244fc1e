"""A mentor sets how many people they can mentor, or takes a rest; then whoever waits is answered, kindly."""

from mentorship import clock
from mentorship.database import execute, rows, write
from mentorship.errors import N_, Invalid
from mentorship.ties import capacity
from mentorship.ties.capacity import MOST_PLACES
from mentorship.ties.request.request import Reason
from mentorship.ties.request.settling import REQUEST, say_no

NOT_A_NUMBER_OF_PLACES = N_("Please choose a number from 0 to %(most)d.")

WAITING = f"""{REQUEST}
WHERE recipient_id = ? AND mentor_id = ? AND state = 'open' AND deadline > ? ORDER BY asked_at, id"""


@write
def offer_places(person_id: int, places: int, *, paused: bool = False) -> None:
    """Sets the number of places and the rest, as pause() does; raises Invalid("places"). Running mentorships go on."""
    if not 0 <= places <= MOST_PLACES:
        raise Invalid("places", NOT_A_NUMBER_OF_PLACES, most=MOST_PLACES)
    execute(
        "INSERT INTO availability (person_id, places, paused) VALUES (?, ?, ?) "
        "ON CONFLICT (person_id) DO UPDATE SET places = excluded.places, paused = excluded.paused",
        person_id,
        places,
        paused,
    )
    if paused:
        _answer_all(person_id, Reason.NOT_NOW)


@write
def pause(person_id: int, reason: Reason = Reason.NOT_NOW) -> None:
    """Takes a rest until the person changes it, and says no to all who wait to be their mentee. Own offers stay."""
    if execute("UPDATE availability SET paused = ? WHERE person_id = ?", True, person_id):
        _answer_all(person_id, reason)


def _answer_all(person_id: int, reason: Reason) -> None:
    own = capacity.of(person_id)
    if own and own.taken >= own.places:
        reason = Reason.FULL
    for request in rows(WAITING, person_id, person_id, clock.microseconds(clock.now())):
        say_no(request, reason)
