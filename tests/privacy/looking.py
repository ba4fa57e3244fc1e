"""What the product answers to somebody, in plain words: names of the cast, sections and terms instead of rows."""

from collections.abc import Iterable
from unittest import mock

from mentorship.discovery import search
from mentorship.discovery.common_ground import Ground, with_people
from mentorship.discovery.search import MentorFilter
from mentorship.discovery.suggestions import lanes
from mentorship.errors import Missing
from mentorship.people.person import Person
from mentorship.people.section import Section
from mentorship.privacy import profile
from mentorship.talk import conversation, notices
from mentorship.talk.counts import counts
from mentorship.talk.message import page_of
from mentorship.ties.friendship import friends
from mentorship.ties.mentorship import ended, running
from mentorship.ties.relation import Relation, Viewer
from mentorship.ties.request.request import current
from tests.cast import viewer as looking_as
from tests.privacy.judging import AUDIENCES, WEB

FLAGS = dict(zip((*AUDIENCES, "self"), list(Relation)[:], strict=True))
PAGE = 2


def audience(names: Iterable[str]) -> Relation:
    """These audiences as the product has them."""
    return sum((FLAGS[name] for name in names), Relation.NONE)


class Eyes:
    """Looks as anybody, and names people by their keys."""

    def __init__(self, people: dict[str, Person]) -> None:
        self.people = people
        self.by_id = {person.id: key for key, person in people.items()}
        self.by_handle = {person.handle: key for key, person in people.items()}

    def viewer(self, key: str) -> Viewer:
        """Somebody as the one who looks."""
        return looking_as(self.people[key]) if key != WEB else Viewer.anonymous()

    def _named(self, ids: Iterable[int]) -> list[str]:
        return [self.by_id[id] for id in ids]

    def _card(self, found: profile.Card) -> dict[str, object]:
        return {
            "name": found.name,
            "is": {name for name, flag in FLAGS.items() if found.relation & flag},
            "facts": {str(section): {one.term.en for one in facts} for section, facts in found.facts.items()},
            "photo": bool(found.photo),
            "answers": found.answers_in is not None,
        }

    def page(self, viewer: str, owner: str) -> dict[str, object] | None:
        """A profile; None where there is no such person."""
        try:
            found = profile.of(self.viewer(viewer), self.people[owner].handle)
        except Missing:
            return None
        people = {name: {self.by_handle[one.handle] for one in faces} for name, faces in found.people.items()}
        return self._card(found) | {
            "texts": {str(section): text for section, text in found.texts.items()},
            "open": {str(section) for section in found.open_sections},
            "people": people,
            "has place": found.has_place,
            "pairs": set(found.pair_pages),
        }

    def _people(self, me: Viewer, word: str) -> list[str]:
        """A search read to its last page."""
        found: list[int] = []
        after, more = "", True
        while more:
            ids, more = search.people(me, word, after)
            found += ids
            after = self.people[self.by_id[ids[-1]]].handle if more else ""
        return self._named(found)

    def _ground(self, found: Ground) -> dict[str, object]:
        reasons: dict[str, object] = {
            str(one.section): one.count or {term.en for term in one.terms} for one in found.reasons
        }
        helps = {"helps_me": found.helps_me, "i_help": found.i_help}
        return reasons | {name: {term.en for term in terms} for name, terms in helps.items() if terms}

    def _requests(self, me: Viewer) -> list[tuple[str, ...]]:
        found = current(me)
        return sorted(
            (self.by_id[one.other_id], one.kind, one.state, "mine" if one.is_mine else "theirs") for one in found
        )

    def _talks(self, me: Viewer) -> list[tuple[str, bool, tuple[str, ...]]]:
        found = [(one, page_of(one)[0]) for one in conversation.latest(me)]
        return sorted(
            (self.by_id[one.other_id], bool(one.is_open), tuple(said.body for said in page)) for one, page in found
        )

    def _pairs(self, found: list) -> list[tuple[str, str]]:
        return sorted((self.by_id[one.other_id], "mentee" if one.i_mentor else "mentor") for one in found)

    def everything(self, viewer: str, word: str) -> dict[str, object]:
        """All that the viewer sees of everybody, in lists of two a page."""
        me, ids = self.viewer(viewer), list(self.by_id)
        cards = profile.cards(me, ids, list(Section))
        filters = MentorFilter(), MentorFilter(topic=word), MentorFilter(free=True)
        with mock.patch.object(search, "PAGE", PAGE):
            people = {wanted: self._people(me, wanted) for wanted in ("", word)}
        found: dict[str, object] = {
            "cards": {self.by_id[id]: self._card(card) for id, card in cards.items()},
            "people": people,
            "mentors": [self._named(search.mentors(me, one)[0]) for one in filters],
        }
        return found if viewer == WEB else found | self._own(me, ids)

    def _own(self, me: Viewer, ids: list[int]) -> dict[str, object]:
        waits = counts(me)
        return {
            "ground": {self.by_id[id]: self._ground(one) for id, one in with_people(me, ids).items() if id != me.id},
            "lanes": {str(lane): self._named(found) for lane, found in lanes(me).items()},
            "requests": self._requests(me),
            "notices": sorted((one.kind, self.by_handle[one.handle]) for one in notices.latest(me)[0] if one.handle),
            "talks": self._talks(me),
            "counts": (waits.answers, waits.unread, waits.notices),
            "friends": {self.by_id[one.id] for one in friends(me)[0]},
            "running": self._pairs(running(me)),
            "ended": self._pairs(ended(me)),
        }
