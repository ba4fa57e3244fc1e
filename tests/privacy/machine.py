"""Six people do whatever they like in any order; after each step what somebody sees is compared with the model."""

import tempfile
from collections import Counter
from pathlib import Path
from typing import ClassVar

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from mentorship.database import database
from mentorship.people.person import Person
from tests.privacy import acts, expecting
from tests.privacy.judging import AUDIENCES, WEB, Asked, World
from tests.privacy.presets import PRESETS
from tests.privacy.settled import TERMS, WORDS, again
from tests.privacy.stage import Stage

PEOPLE = ("ada", "bob", "cleo", "eve", "dora", "finn")
FEWEST = 3

people = st.sampled_from(PEOPLE)
couples = st.sampled_from([(one, other) for one in PEOPLE for other in PEOPLE if one != other])
mentors = st.sampled_from(("ada", "cleo", "ada", "cleo", "eve"))  # Eve has no place
newest = st.integers(0, 3)
sections = st.sampled_from(expecting.SECTIONS)
terms = st.sampled_from([(section, term) for section, both in TERMS.items() for term in both])


class Community(Stage, RuleBasedStateMachine):
    """Begins anew for each run: all that a run writes is rolled back."""

    people: ClassVar[dict[str, Person]]
    begun: ClassVar[World]
    counted: ClassVar[Counter[str]]
    every_viewer: ClassVar[bool] = False

    def __init__(self) -> None:
        RuleBasedStateMachine.__init__(self)
        Stage.__init__(self, self.people, again(self.begun))
        database.session_start()

    def are_here(self, *keys: str) -> bool:
        """Whether these take part and may do something with each other."""
        first, others = keys[0], keys[1:]
        here = set(self.world.names) - self.world.away
        return first in here and all(one != first and self.world.are(first, one) for one in others)

    def request(self, number: int) -> Asked:
        """One of the newest requests."""
        return self.world.requests[-1 - number :][0]

    @rule(mentor=mentors, mentee=people, kind=st.sampled_from(("wish", "offer")))
    def ask_for_mentoring(self, mentor: str, mentee: str, kind: str) -> None:
        sender, recipient = (mentee, mentor) if kind == "wish" else (mentor, mentee)
        if sender != recipient and self.are_here(sender):
            acts.ask(self, sender, recipient, kind)

    @rule(two=couples)
    def ask_to_be_friends(self, two: tuple[str, str]) -> None:
        if self.are_here(two[0]):
            acts.ask(self, *two, "friend")

    @precondition(lambda self: self.world.requests)
    @rule(number=newest, verb=st.sampled_from(("accept", "decline")))
    def answer(self, number: int, verb: str) -> None:
        asked = self.request(number)
        if self.are_here(asked.recipient):
            acts.settle(self, asked, verb)

    @precondition(lambda self: self.world.requests)
    @rule(number=newest)
    def withdraw(self, number: int) -> None:
        asked = self.request(number)
        if self.are_here(asked.sender):
            acts.settle(self, asked, "withdraw")

    @precondition(lambda self: self.world.pairs)
    @rule(number=newest, by_mentee=st.booleans())
    def end(self, number: int, by_mentee: bool) -> None:
        pair = sorted(self.world.pairs)[number % len(self.world.pairs)]
        if self.are_here(pair[by_mentee]):
            acts.end(self, pair, pair[by_mentee])

    @rule(two=couples, verb=st.sampled_from(("unfriend", "block", "hide")))
    def part(self, two: tuple[str, str], verb: str) -> None:
        if self.are_here(*two):
            acts.part(self, *two, verb)

    @precondition(lambda self: self.world.friends or self.world.pairs)
    @rule(number=newest, turned=st.booleans(), text=st.sampled_from(("Ciao", "Come in")))
    def write(self, number: int, turned: bool, text: str) -> None:
        ties = sorted({*map(tuple, map(sorted, self.world.friends)), *self.world.pairs})
        two = ties[number % len(ties)]
        two = two[::-1] if turned else two
        if self.are_here(*two):
            acts.write(self, *two, text)

    @precondition(lambda self: self.world.blocks)
    @rule(number=newest)
    def unblock(self, number: int) -> None:
        two = sorted(self.world.blocks)[number % len(self.world.blocks)]
        if self.are_here(two[0]):
            acts.unblock(self, *two)

    @rule(one=people, section=sections, audience=st.sampled_from(AUDIENCES), shared=st.booleans())
    def share(self, one: str, section: str, audience: str, shared: bool) -> None:
        if self.are_here(one):
            acts.share(self, one, section, audience, shared)

    @rule(one=people, section=sections)
    def keep_to_oneself(self, one: str, section: str) -> None:
        if self.are_here(one):
            for audience in sorted(self.world.open_to[one, section]):
                acts.share(self, one, section, audience, shared=False)

    @rule(one=people, name=st.sampled_from(sorted(PRESETS)))
    def preset(self, one: str, name: str) -> None:
        if self.are_here(one):
            acts.preset(self, one, name)

    @rule(one=people, stated=terms, stays=st.booleans())
    def state(self, one: str, stated: tuple[str, str], stays: bool) -> None:
        if self.are_here(one):
            acts.state(self, one, *stated, stays)

    @rule(one=people, what=st.sampled_from(("about", "contact", "name")), text=st.sampled_from(("", "Murmuring Quill")))
    def say(self, one: str, what: str, text: str) -> None:
        if self.are_here(one) and what == "name":
            acts.rename(self, one, f"{one.title()} {text}".strip())
        elif self.are_here(one):
            acts.say(self, one, what, text)

    @rule(one=people, verb=st.sampled_from(("suspend", "close", "show all")))
    def leave(self, one: str, verb: str) -> None:
        if self.are_here(one) and verb == "show all":
            acts.restore(self, one)
        elif self.are_here(one):
            acts.leave(self, one, verb)

    @precondition(lambda self: self.world.away)
    @rule(number=newest, for_good=st.booleans())
    def come_back(self, number: int, for_good: bool) -> None:
        away = sorted(self.world.away & set(self.world.names))
        one = away[number % len(away)] if away else ""
        if one in self.world.suspended or (one and not for_good):
            acts.come_back(self, one)
        elif one and len(self.world.names) > FEWEST:
            with tempfile.TemporaryDirectory() as folder:
                acts.erase(self, one, Path(folder))

    def word(self) -> str:
        """Another word to look for after each step."""
        return WORDS[self.step % len(WORDS)]

    def look(self, viewer: str, word: str) -> None:
        """Everything one viewer sees, with the page of everybody."""
        seen, expected = self.eyes.everything(viewer, word), expecting.everything(self.world, viewer, word)
        for what, answer in seen.items():
            self.check(f"{what} of {viewer or 'the web'}", answer, expected[what])

    def read(self, viewer: str, owner: str) -> None:
        """One page as one viewer has it."""
        seen, expected = self.eyes.page(viewer, owner), expecting.page(self.world, viewer, owner)
        self.check(f"the page of {owner} for {viewer or 'the web'}", seen, expected)

    def viewers(self) -> list[str]:
        """Who can look now."""
        return [WEB, *(one for one in self.world.names if one not in self.world.away)]

    @invariant()
    def somebody_looks(self) -> None:
        self.step += 1
        viewers = self.viewers()
        chosen = viewers if self.every_viewer else [viewers[self.step % len(viewers)]]
        for viewer in chosen:
            self.look(viewer, self.word())
            self.read(viewer, PEOPLE[(self.step // len(viewers)) % len(PEOPLE)])

    def teardown(self) -> None:
        try:
            if not self.has_failed:
                note("at the end everybody looks at everybody")
                self.everybody_looks()
        finally:
            database.session_rollback()
            self.counted.update(runs=1, steps=self.step, done=self.done, refused=self.refused)

    def everybody_looks(self) -> None:
        """Every viewer, at every page."""
        for viewer in self.viewers():
            self.look(viewer, self.word())
            for owner in PEOPLE:
                self.read(viewer, owner)
