"""People in lists: each with the card this viewer may see and what the two have in common."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Flask
from flask_babel import gettext, ngettext

from mentorship.discovery import common_ground
from mentorship.discovery.common_ground import Ground, Reason
from mentorship.people.section import Section
from mentorship.privacy import profile
from mentorship.privacy.profile import Card
from mentorship.ties.request.answering_time import LONGEST
from mentorship.web import words
from mentorship.web.access import viewer
from mentorship.web.rendering import listed, term

SHOWN = (Section.OCCUPATION, Section.PLACE, Section.OFFERS, Section.SEEKS)


@dataclass(frozen=True, slots=True)
class Listed:
    """A person in a list."""

    card: Card
    ground: Ground


def of(ids: Sequence[int]) -> dict[int, Listed]:
    """The people with these row numbers who exist for the viewer (two statements for any number)."""
    cards = profile.cards(viewer(), ids, SHOWN) if ids else {}
    grounds = common_ground.with_people(viewer(), list(cards))
    return {id: Listed(card, grounds[id]) for id, card in cards.items()}


def in_order(ids: Sequence[int]) -> list[Listed]:
    """The same, in the given order."""
    found = of(ids)
    return [found[id] for id in ids if id in found]


def headline(card: Card) -> str:
    """What somebody does and where, as far as it is open: "nurse · Bologna"."""
    parts = [term(one.term) for section in (Section.OCCUPATION, Section.PLACE) for one in card.facts.get(section, ())]
    return " · ".join(parts)


def answers(card: Card) -> str:
    """How soon a mentor usually answers, as far as that is known and open to the reader; otherwise nothing."""
    days = card.answers_in
    if days is None:
        return ""
    if days == 1:
        return gettext("Usually answers within a day.")
    if days == LONGEST:
        return gettext("Usually answers within two weeks.")
    return gettext("Usually answers in %(num)d days.", num=days)


def helps(ground: Ground) -> list[str]:
    """What one offers and the other seeks, a sentence each."""
    pairs = ((words.HELPS_ME, ground.helps_me), (words.I_HELP, ground.i_help))
    return [gettext(sentence, terms=listed(terms)) for sentence, terms in pairs if terms]


def in_common(ground: Ground) -> list[str]:
    """What two people have in common, a short phrase each, the best reason first."""
    return [_phrase(reason) for reason in ground.reasons]


def _phrase(reason: Reason) -> str:
    if reason.section == Section.MUTUAL:
        return ngettext("%(num)d friend in common", "%(num)d friends in common", reason.count)
    return gettext(words.IN_COMMON[reason.section], terms=listed(reason.terms))


def register(app: Flask) -> None:
    """Gives the templates the words of a card."""
    app.jinja_env.globals.update(headline=headline, answers=answers, helps=helps, in_common=in_common)
