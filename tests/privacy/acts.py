"""The steps of tests/privacy/machine.py: each is done in the model and in the product."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest import mock

from mentorship.accounts import closing, erasure
from mentorship.database import execute, row
from mentorship.database import write as writing
from mentorship.discovery.dismissal import Lane, dismiss, restore_all
from mentorship.people import facts
from mentorship.people import person as persons
from mentorship.people.person import Person
from mentorship.people.section import Section
from mentorship.privacy import sharing
from mentorship.privacy.audience import Preset
from mentorship.talk import conversation, message
from mentorship.ties import block, friendship, mentorship
from mentorship.ties.request import answering, asking, request, settling
from tests.cast import WISH
from tests.cast import state as stated
from tests.privacy import events
from tests.privacy.looking import audience as flags
from tests.privacy.presets import PRESETS
from tests.privacy.stage import Stage

LANES = {"know": Lane.KNOW, "should": Lane.SHOULD, "help": Lane.HELP}


def ask(run: Stage, sender: str, recipient: str, kind: str) -> None:
    """Friendship, a wish to be mentored, or an offer to mentor."""
    one, other = run.people[sender].id, run.people[recipient].id
    if kind == "friend":
        made = events.ask_friend(run.world, sender, recipient)
        run.both(made, lambda: asking.ask_to_be_friends(one, other))
    else:
        mentor = sender if kind == "offer" else recipient
        made = events.ask_mentoring(run.world, sender, recipient, mentor)
        run.both(made, lambda: asking.ask_for_mentoring(one, other, run.people[mentor].id, **WISH))
    if isinstance(made, events.Asked):
        made.key = row("SELECT key FROM request ORDER BY id DESC LIMIT 1").key


def settle(run: Stage, asked: events.Asked, verb: str) -> None:
    """Accept, decline or withdraw."""
    own = run.eyes.viewer(asked.sender if verb == "withdraw" else asked.recipient)
    work = {
        "accept": lambda: answering.accept(request.to_me(own, asked.key)),
        "decline": lambda: answering.decline(request.to_me(own, asked.key), request.Reason.NO_TIME),
        "withdraw": lambda: settling.withdraw(request.from_me(own, asked.key)),
    }
    run.both(getattr(events, verb)(run.world, asked), work[verb])


def _pair(run: Stage, pair: tuple[str, str]) -> Any:
    ids = [run.people[one].id for one in pair]
    return row("SELECT key FROM mentorship WHERE mentor_id = ? AND mentee_id = ? AND ended_at IS NULL", *ids)


def end(run: Stage, pair: tuple[str, str], by: str) -> None:
    """One of the two ends a mentorship."""
    key, me = _pair(run, pair).key, run.eyes.viewer(by)
    run.both(events.end(run.world, pair, by), lambda: mentorship.end(mentorship.of_pair(me, key), me.id, ""))


def part(run: Stage, one: str, other: str, verb: str) -> None:
    """Unfriend, block, or hide somebody from all suggestions."""
    ids = run.people[one].id, run.people[other].id
    if verb == "unfriend":
        events.unfriend(run.world, one, other)
        friendship.unfriend(*ids)
    elif verb == "block":
        events.block(run.world, one, other)
        block.block(*ids)
    else:
        for name, lane in LANES.items():
            run.world.hidden.add((one, other, name))
            dismiss(*ids, lane)


def restore(run: Stage, one: str) -> None:
    """Shows everybody in the suggestions again."""
    run.world.hidden = {hidden for hidden in run.world.hidden if hidden[0] != one}
    restore_all(run.people[one].id)


def unblock(run: Stage, one: str, other: str) -> None:
    """Takes a block back."""
    run.world.blocks.remove((one, other))
    block.unblock(run.people[one].id, run.people[other].handle)


def write(run: Stage, one: str, other: str, text: str) -> None:
    """A message under each tie of the two."""
    me, world = run.people[one].id, run.world
    if frozenset((one, other)) in world.friends:
        events.write(world, one, other, "friend", text)
        message.send(conversation.open_with_friend(me, run.people[other].id), me, text, str(run.step))
    for pair in sorted({(one, other), (other, one)} & world.pairs):
        events.write(world, one, other, pair, text)
        opened = mentorship.of_pair(run.eyes.viewer(one), _pair(run, pair).key)
        message.send_to_pair(opened, me, text, str(run.step))


def share(run: Stage, one: str, section: str, audience: str, shared: bool) -> None:
    """Opens or closes one section to one audience."""
    known = run.world.open_to[one, section]
    run.world.open_to[one, section] = known | {audience} if shared else known - {audience}
    sharing.share(run.people[one].id, Section(section), flags([audience]), shared=shared)


def preset(run: Stage, one: str, name: str) -> None:
    """All settings at once."""
    run.world.open_to |= {(one, section): set(names) for section, names in PRESETS[name].items()}
    sharing.apply_preset(run.people[one].id, Preset(name))


def state(run: Stage, one: str, section: str, term: str, stays: bool) -> None:
    """States a fact, or takes it back."""
    person = run.people[one]
    if stays:
        run.world.facts[one, section].add(term)
        stated(person, Section(section), term)
        return
    run.world.facts[one, section].discard(term)
    known = "SELECT f.key FROM fact f JOIN term t ON t.id = f.term_id WHERE person_id = ? AND section = ? AND t.en = ?"
    found = row(known, person.id, section, term)
    facts.retract(person.id, found.key if found else "")


def say(run: Stage, one: str, section: str, text: str) -> None:
    """Writes a text, or removes it."""
    run.world.texts.pop((one, section), None)
    if text:
        run.world.texts[one, section] = text
    facts.say(run.people[one].id, Section(section), text)


def rename(run: Stage, one: str, name: str) -> None:
    """Takes another name."""
    run.world.names[one] = name
    persons.rename(Person.get_by_id(run.people[one].id), name)


@writing
def _set_state(id: int, state: str) -> None:
    execute("UPDATE person SET state = ? WHERE id = ?", state, id)


def leave(run: Stage, one: str, verb: str) -> None:
    """Is suspended, or closes the account."""
    if verb == "close":
        _close(run, one)
        return
    run.world.suspended.add(one)
    run.world.away.add(one)
    _set_state(run.people[one].id, "suspended")


def come_back(run: Stage, one: str) -> None:
    """Takes part again."""
    run.world.away.remove(one)
    if one in run.world.suspended:
        run.world.suspended.remove(one)
        _set_state(run.people[one].id, "active")
    else:
        closing.reopen(run.people[one].id)


def _close(run: Stage, one: str) -> None:
    events.close(run.world, one)
    with mock.patch.object(closing.proof, "by_password"):
        closing.close(run.people[one].id, "")


@writing
def _wait(id: int) -> None:
    execute(
        "UPDATE person SET closed_at = closed_at - ? WHERE id = ?", timedelta(days=15) // timedelta(microseconds=1), id
    )


def erase(run: Stage, one: str, instance: Path) -> None:
    """Lets the time to think again pass after somebody has closed their account."""
    _wait(run.people[one].id)
    events.erase(run.world, one)
    with mock.patch.object(erasure, "fold_journal"):  # the run is one transaction
        erasure.erase_overdue(instance)
