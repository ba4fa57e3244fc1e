"""Checks each job of a file before any is kept: whose it is, all that the form would say, and whether it is there."""

import re
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from typing import Any, NamedTuple

from mentorship.database import row, rows
from mentorship.errors import Invalid, Missing
from mentorship.people.section import Level
from mentorship.people.vocabulary import TERM_LIMIT, folded_term
from mentorship.people.vocabulary import Kind as Words
from mentorship.text import fold, tidy
from mentorship.work.incoming.entry import BadEntry, Incoming
from mentorship.work.job.job import Kind, Per
from mentorship.work.job.typed import CURRENCIES, Typed, read
from mentorship.work.organisation.organisation import NAME_LIMIT, State

LONGEST_OCCUPATION = 5  # words
SHOWN = 60  # characters of what stands in the file
CHOICES = {"kind": Kind, "pay_per": Per, "currency": CURRENCIES, "level": Level}
QUOTED = ("kind", "pay_from", "pay_to", "pay_per", "currency", "hours_from", "hours_to", "until")

NO_ORGANISATION = (
    "organisation: The file does not say whose it is. Name the organisation there, or with --organisation."
)
UNKNOWN = "organisation: No verified organisation here is called “%s”."
SEVERAL = "organisation: Several here are called “%s”. Say which with --organisation."
NOT_VERIFIED = "organisation: “%s” is not verified yet, so that its jobs cannot be sent to moderators."
NEW_AND_LONG = "Please shorten this to %(limit)d characters, or write a name that is known here."
NO_OCCUPATION = "Please say what the work is called; in the title stands no occupation that is known here."

_ORGANISATION = "SELECT id, key, name, state FROM organisation WHERE"
_SPELLED = "SELECT t.id, t.shipped FROM spelling s JOIN term t ON t.id = s.term_id WHERE s.kind = ? AND s.folded = ?"


class Ready(NamedTuple):
    """A job that can be kept, in its organisation (id, key, name, state); `is_there` if it was already."""

    number: int
    organisation: Any
    typed: Typed
    columns: dict[str, Any]
    is_there: bool


def organisation(key: str) -> Any:
    """The organisation with this key; raises Missing."""
    found = row(f"{_ORGANISATION} key = ?", key)
    if found is None:
        raise Missing
    return found


class Checker:
    """Checks the jobs of one file, all for the organisation that is `given` if one is. Looks each name up once."""

    def __init__(self, given: Any = None, *, is_sent: bool = False) -> None:
        self.given, self.is_sent = given, is_sent
        self.called: dict[str, list[Any]] = {}
        self.terms: dict[tuple[str, str], Any] = {}
        self.there: dict[int, set[tuple[Any, ...]]] = {}

    def check(self, one: Incoming) -> Ready | list[BadEntry]:
        """The job as it can be kept, or everything that is wrong with it."""
        typed = self._with_occupation(one.typed)
        columns, wrong = read(typed)
        whose = self._whose(one.organisation)
        problems = [whose] if isinstance(whose, str) else []
        if not typed.occupation:
            wrong = [Invalid("occupation", NO_OCCUPATION), *(one for one in wrong if one.field != "occupation")]
        problems += [_sentence(error, typed) for error in [*wrong, *self._too_long(typed)]]
        if problems:
            return [BadEntry(one.number, problem) for problem in problems]
        return Ready(one.number, whose, typed, columns, self._is_there(whose.id, columns, typed))

    def _whose(self, name: str) -> Any:
        found = self.given or self._named(name)
        if not isinstance(found, str) and self.is_sent and found.state != State.VERIFIED:
            return NOT_VERIFIED % _short(found.name)
        return found

    def _named(self, name: str) -> Any:
        folded = fold(tidy(name))[: NAME_LIMIT * 2]
        if not folded:
            return NO_ORGANISATION
        if folded not in self.called:
            asked = f"{_ORGANISATION} state = ? AND folded = ? ORDER BY id LIMIT 2"
            self.called[folded] = rows(asked, State.VERIFIED, folded)
        found = self.called[folded]
        return found[0] if len(found) == 1 else (SEVERAL if found else UNKNOWN) % _short(name)

    def _term(self, kind: Words, name: str) -> Any:
        folded = folded_term(tidy(name))
        if (kind, folded) not in self.terms:
            self.terms[kind, folded] = row(_SPELLED, kind, folded)
        return self.terms[kind, folded]

    def _with_occupation(self, typed: Typed) -> Typed:
        """Other boards seldom say what the work is called, but it mostly stands in the title."""
        if typed.occupation.strip():
            return typed
        known = (some for some in _parts(typed.title) if (term := self._term(Words.OCCUPATION, some)) and term.shipped)
        return replace(typed, occupation=next(known, ""))

    def _too_long(self, typed: Typed) -> Iterator[Invalid]:
        named = [("occupation", Words.OCCUPATION, typed.occupation), ("place", Words.PLACE, typed.place)]
        named += [(f"language_{place}", Words.LANGUAGE, name) for place, (name, _) in enumerate(typed.languages)]
        for field, kind, name in named:
            term = self._term(kind, name) if len(tidy(name)) > TERM_LIMIT else None
            if len(tidy(name)) > TERM_LIMIT and not (term and term.shipped):
                yield Invalid(field, NEW_AND_LONG, limit=TERM_LIMIT)

    def _is_there(self, organisation_id: int, columns: dict[str, Any], typed: Typed) -> bool:
        """Whether the organisation, or the file before, has a job with this title and text in this place."""
        if organisation_id not in self.there:
            kept = rows("SELECT title, text, place_id FROM job WHERE organisation_id = ?", organisation_id)
            self.there[organisation_id] = {_identity(job.title, job.text, job.place_id) for job in kept}
        place = self._term(Words.PLACE, typed.place) if typed.place.strip() else None
        where = place.id if place else folded_term(tidy(typed.place)) or None
        identity, there = _identity(columns["title"], columns["text"], where), self.there[organisation_id]
        is_there = identity in there
        there.add(identity)
        return is_there


def _identity(title: str, text: str, place: Any) -> tuple[Any, ...]:
    return title, sha256(text.encode()).digest(), place


def _parts(title: str) -> Iterator[str]:
    """The runs of words of a title, the longest first."""
    words = re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", tidy(title)[:200])
    for length in range(min(LONGEST_OCCUPATION, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            yield " ".join(words[start : start + length])


def _sentence(error: Invalid, typed: Typed) -> str:
    """The field, what is wrong, what one may choose and what stands there instead."""
    name, _, number = error.field.partition("_")
    field = "languages" if number.isdigit() else error.field
    choices = CHOICES.get(name if number.isdigit() else field, ()) if "choose" in error.message else ()
    said = _short(getattr(typed, field)) if field in QUOTED else ""
    message = error.message % error.values if error.values else error.message
    if choices:
        message = f"{message.rstrip('.')}: {', '.join(choices)}."
    return f"{field}: {message} It says “{said}”." if said else f"{field}: {message}"


def _short(text: str) -> str:
    plain = " ".join(tidy(text).split())
    return plain if len(plain) <= SHOWN else f"{plain[:SHOWN]}…"
