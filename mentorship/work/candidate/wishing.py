"""Being open to work: for ninety days, to whom one chooses, for what one wishes; renewed or closed in one press."""

from datetime import timedelta
from typing import Any

from mentorship import clock
from mentorship.database import execute, row, rows, write
from mentorship.people import facts
from mentorship.people.section import Section
from mentorship.people.vocabulary import Found, Kind, find_or_add
from mentorship.privacy import sharing
from mentorship.privacy.audience import ONLY_ME
from mentorship.records.notice import Kind as Event
from mentorship.records.telling import tell
from mentorship.work.candidate import refusals
from mentorship.work.candidate.candidate import OpenToWork
from mentorship.work.candidate.wish import Wish, occupations, read

LASTS = timedelta(days=90)
REMINDED_BEFORE = timedelta(days=7)
LOOKS_KEPT = timedelta(days=365)
CLOSED = 0  # as the end of what somebody, or time, has closed

_MINE = f"""SELECT w.*, COALESCE(s.audience, 0) AS audience,
 COALESCE(CASE WHEN NOT t.shipped THEN w.place_written END, t.en) AS place_en,
 COALESCE(CASE WHEN NOT t.shipped THEN w.place_written END, t.it) AS place_it
FROM open_to_work w LEFT JOIN term t ON t.id = w.place_id
LEFT JOIN sharing s ON s.owner_id = w.person_id AND s.section = '{Section.OPEN_WORK}' WHERE w.person_id = ?"""
_WISHED = f"""SELECT COALESCE(CASE WHEN NOT t.shipped THEN f.written END, t.en) AS en,
 COALESCE(CASE WHEN NOT t.shipped THEN f.written END, t.it) AS it
FROM fact f JOIN term t ON t.id = f.term_id WHERE f.person_id = ? AND f.section = '{Section.OPEN_WORK}' ORDER BY f.id"""


def _now() -> int:
    return clock.microseconds(clock.now())


def mine(person_id: int) -> Any | None:
    """What somebody wishes, with its `audience`; None if they never were open to work. It may be over: see is_open."""
    return row(_MINE, person_id)


def is_open(wish: Any | None) -> bool:
    """Whether somebody is open to work now, to anybody at all."""
    return bool(wish and (wish.audience or wish.to_employers) and wish.until > _now())


def wished(person_id: int) -> list[Any]:
    """The occupations that somebody wishes, as they stated them (en, it)."""
    return rows(_WISHED, person_id)


@write
def open_to(person_id: int, wish: Wish) -> None:
    """Opens it, or changes it, for ninety days from now; raises Invalid with the field to mend."""
    columns, wrong = read(wish)
    if wrong:
        raise wrong[0]
    left_out = refusals.meant(person_id, wish.not_for, wish.other)
    place = find_or_add(Kind.PLACE, wish.place, "place") if wish.place.strip() else None
    now, known = clock.now(), OpenToWork.get_or_none(person=person_id)
    columns |= {"place": place and place.id, "place_written": place and place.written}
    columns |= {"opened_at": now, "until": now + LASTS, "reminded_at": None}
    columns |= {"is_any": not any(occupations(wish))}
    if known:
        OpenToWork.update(**columns).where(OpenToWork.id == known.id).execute()
    else:
        OpenToWork.create(person=person_id, **columns)
    _state(person_id, wish)
    refusals.keep(person_id, left_out)
    sharing.open_exactly(person_id, Section.OPEN_WORK, wish.audience)


def _state(person_id: int, wish: Wish) -> None:
    named: dict[int, tuple[str, Found]] = {}
    for field, name in occupations(wish):
        term = find_or_add(Kind.OCCUPATION, name, field)
        named.setdefault(term.id, (name, term))
    known = rows("SELECT key, term_id FROM fact WHERE person_id = ? AND section = ?", person_id, Section.OPEN_WORK)
    for one in known:
        if one.term_id not in named:
            facts.retract(person_id, one.key)
    for name, _ in named.values():
        facts.state(person_id, Section.OPEN_WORK, name)


@write
def renew(person_id: int) -> bool:
    """Ninety days from now; False if it is not open (any more)."""
    until, now = clock.microseconds(clock.now() + LASTS), _now()
    renewing = "UPDATE open_to_work SET until = ?, reminded_at = NULL WHERE person_id = ? AND until > ?"
    return bool(execute(renewing, until, person_id, now))


@write
def close(person_id: int) -> bool:
    """Closes it at once to everybody; the wishes stay for another time. False if it was not open."""
    was_open = is_open(mine(person_id))
    execute("UPDATE open_to_work SET until = ? WHERE person_id = ?", CLOSED, person_id)
    sharing.open_exactly(person_id, Section.OPEN_WORK, ONLY_ME)
    return was_open


def tend() -> int:
    """Reminds those whose time ends within a week, closes what has ended, forgets old looks, and says how many."""
    return remind() + lapse() + forget()


@write
def remind() -> int:
    """Tells those who are open to work for less than a week from now, each once."""
    now, soon = _now(), clock.microseconds(clock.now() + REMINDED_BEFORE)
    ending = f"""SELECT w.id, w.person_id FROM open_to_work w LEFT JOIN sharing s ON s.owner_id = w.person_id
     AND s.section = '{Section.OPEN_WORK}' WHERE w.until > ? AND w.until <= ? AND w.reminded_at IS NULL
     AND (w.to_employers OR COALESCE(s.audience, 0) <> 0) ORDER BY w.until, w.id"""
    found = rows(ending, now, soon)
    for one in found:
        execute("UPDATE open_to_work SET reminded_at = ? WHERE id = ?", now, one.id)
        tell(one.person_id, Event.OPEN_ENDS)
    return len(found)


@write
def lapse() -> int:
    """Closes the section of those whose ninety days are over. They were candidates for nobody from that moment on."""
    found = rows("SELECT person_id FROM open_to_work WHERE until > ? AND until <= ? ORDER BY id", CLOSED, _now())
    for one in found:
        close(one.person_id)
    return len(found)


@write
def forget() -> int:
    """Forgets looks that are more than a year old."""
    return execute("DELETE FROM candidate_look WHERE looked_at < ?", clock.microseconds(clock.now() - LOOKS_KEPT))
