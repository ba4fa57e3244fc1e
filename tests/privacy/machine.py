"""Six people do whatever they like in any order; after each step what somebody sees is compared with the model."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar
from unittest import mock

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from mentorship.database import database
from mentorship.errors import DomainError
from mentorship.people.person import Person
from tests.privacy import acts, events, expecting
from tests.privacy.judging import AUDIENCES, WEB, World
from tests.privacy.looking import Eyes
from tests.privacy.settled import PRESETS, TERMS, WORDS, again

PEOPLE = ("ada", "bob", "cleo", "eve", "dora", "finn")
FEWEST = 3

people = st.sampled_from(PEOPLE)
any_request = st.integers(0, 5)
sections = st.sampled_from(expecting.SECTIONS)
terms = st.sampled_from([(section, term) for section, both in TERMS.items() for term in both])


class Community(RuleBasedStateMachine):
    """Begins anew for each run: all that a run writes is rolled back."""

    people: ClassVar[dict[str, Person]]
    begun: ClassVar[World]
    steps: ClassVar[int] = 0
    looks: ClassVar[int] = 0
    every_viewer: ClassVar[bool] = False

    def __init__(self) -> None:
        super().__init__()
        database.session_start()
        self.world = again(self.begun)
        self.eyes = Eyes(self.people)
        self.step, self.has_failed = 0, False

    def both(self, allowed: object, work: Callable[[], object]) -> bool:
        """Does in the product what the model has done; both must refuse, or neither."""
        try:
            with database.atomic():
                work()
            refused = False
        except DomainError:
            refused = True
        self.check("refused", refused, not allowed)
        return not refused

    def check(self, what: str, seen: object, expected: object) -> None:
        """Compares; says what differs."""
        if seen != expected:
            self.has_failed = True
            raise AssertionError(f"{what}: seen {seen}, expected {expected}")

    def are_here(self, *keys: str) -> bool:
        """Whether these take part and may do something with each other."""
        first, others = keys[0], keys[1:]
        here = set(self.world.names) - self.world.away
        return first in here and all(one != first and self.world.are(first, one) for one in others)

    def request(self, number: int) -> events.Asked | None:
        """One of the newest requests."""
        asked = self.world.requests[-1 - number :]
        return asked[0] if asked else None

    @rule(sender=people, recipient=people, kind=st.sampled_from(("friend", "wish", "offer")))
    def ask(self, sender: str, recipient: str, kind: str) -> None:
        if self.are_here(sender) and sender != recipient:
            acts.ask(self, sender, recipient, kind)

    @rule(number=any_request, verb=st.sampled_from(("accept", "accept", "decline", "withdraw")))
    def settle(self, number: int, verb: str) -> None:
        asked = self.request(number)
        if asked and self.are_here(asked.sender if verb == "withdraw" else asked.recipient):
            acts.settle(self, asked, verb)

    @rule(one=people, number=st.integers(0, 3))
    def end(self, one: str, number: int) -> None:
        own = sorted(pair for pair in self.world.pairs if one in pair)
        if own and self.are_here(one):
            acts.end(self, own[number % len(own)], one)

    @rule(one=people, other=people, verb=st.sampled_from(("unfriend", "block", "block", "hide")))
    def part(self, one: str, other: str, verb: str) -> None:
        if self.are_here(one, other):
            acts.part(self, one, other, verb)

    @rule(one=people, other=people, text=st.sampled_from(("Ciao", "Come in")))
    def write(self, one: str, other: str, text: str) -> None:
        if self.are_here(one, other):
            acts.write(self, one, other, text)

    @rule(one=people, other=people)
    def unblock(self, one: str, other: str) -> None:
        if self.are_here(one) and (one, other) in self.world.blocks:
            acts.unblock(self, one, other)

    @rule(one=people, section=sections, audience=st.sampled_from(AUDIENCES), shared=st.booleans())
    def share(self, one: str, section: str, audience: str, shared: bool) -> None:
        if self.are_here(one):
            acts.share(self, one, section, audience, shared)

    @rule(one=people, name=st.sampled_from(sorted(PRESETS)))
    def preset(self, one: str, name: str) -> None:
        if self.are_here(one):
            acts.preset(self, one, name)

    @rule(one=people, stated=terms, stays=st.booleans())
    def state(self, one: str, stated: tuple[str, str], stays: bool) -> None:
        if self.are_here(one):
            acts.state(self, one, *stated, stays)

    @rule(one=people, section=st.sampled_from(("about", "contact")), text=st.sampled_from(("", "Murmuring mills")))
    def say(self, one: str, section: str, text: str) -> None:
        if self.are_here(one):
            acts.say(self, one, section, text)

    @rule(one=people, last=st.sampled_from(("", " Quill")))
    def rename(self, one: str, last: str) -> None:
        if self.are_here(one):
            acts.rename(self, one, one.title() + last)

    @rule(one=people, verb=st.sampled_from(("suspend", "close", "come back", "come back")))
    def leave(self, one: str, verb: str) -> None:
        if one in self.world.names:
            acts.leave(self, one, verb)

    @rule(one=people)
    def erase(self, one: str) -> None:
        if one in self.world.names and one not in self.world.suspended and len(self.world.names) > FEWEST:
            with tempfile.TemporaryDirectory() as folder:
                acts.erase(self, one, Path(folder))

    @rule(one=people)
    def show_all_again(self, one: str) -> None:
        if self.are_here(one):
            acts.restore(self, one)

    def look(self, viewer: str, word: str) -> None:
        """Everything one viewer sees, with the page of everybody."""
        type(self).looks += 1
        seen, expected = self.eyes.everything(viewer, word), expecting.everything(self.world, viewer, word)
        for what, answer in seen.items():
            self.check(f"{what} of {viewer or 'the web'}", answer, expected[what])

    def read(self, viewer: str, owner: str) -> None:
        """One page as one viewer has it."""
        type(self).looks += 1
        seen, expected = self.eyes.page(viewer, owner), expecting.page(self.world, viewer, owner)
        self.check(f"the page of {owner} for {viewer or 'the web'}", seen, expected)

    def viewers(self) -> list[str]:
        """Who can look now."""
        return [WEB, *(one for one in self.world.names if one not in self.world.away)]

    @invariant()
    def somebody_looks(self) -> None:
        type(self).steps += 1
        self.step += 1
        viewers = self.viewers()
        chosen = viewers if self.every_viewer else [viewers[self.step % len(viewers)]]
        for viewer in chosen:
            self.look(viewer, WORDS[self.step % len(WORDS)])
            self.read(viewer, PEOPLE[(self.step // len(viewers)) % len(PEOPLE)])

    def teardown(self) -> None:
        try:
            if not self.has_failed:
                note("at the end everybody looks at everybody")
                self.everybody_looks()
        finally:
            database.session_rollback()

    def everybody_looks(self) -> None:
        """Every viewer, at every page."""
        for viewer in self.viewers():
            self.look(viewer, WORDS[self.step % len(WORDS)])
            for owner in PEOPLE:
                self.read(viewer, owner)
