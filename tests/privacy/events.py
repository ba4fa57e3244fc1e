"""What people do, as it changes the model of tests/privacy/judging.py. False means: this is refused."""

from tests.privacy.judging import Asked, Talk, World

MOST_FRIEND_REQUESTS = 20


def _tell(world: World, reader: str, kind: str, other: str, about: object) -> None:
    if (reader, kind, other, about) not in world.told:
        world.told.append((reader, kind, other, about))


def _ask(world: World, asked: Asked) -> Asked:
    for one in world.requests:
        if one.kind == asked.kind and {one.sender, one.recipient} == {asked.sender, asked.recipient}:
            one.news = False
    world.requests.append(asked)
    _tell(world, asked.recipient, "asked", asked.sender, asked)
    return asked


def ask_friend(world: World, sender: str, recipient: str) -> Asked | bool:
    """The new request; True if the two are friends at once, because the other had asked."""
    waiting = world.waits_between(sender, recipient, "friend")
    if not world.are(sender, recipient) or frozenset((sender, recipient)) in world.friends:
        return False
    if waiting and waiting.sender == recipient:
        return accept(world, waiting)
    sent = sum(one.sender == sender and one.kind == "friend" for one in world.requests)
    if waiting or sent >= MOST_FRIEND_REQUESTS:
        return False
    return _ask(world, Asked("", sender, recipient, "friend"))


def ask_mentoring(world: World, sender: str, recipient: str, mentor: str) -> Asked | bool:
    """A wish or an offer."""
    mentee = recipient if mentor == sender else sender
    shown = world.are(sender, recipient) and world.sees(sender, recipient, "offers" if mentor == recipient else "seeks")
    tied = (mentor, mentee) in world.pairs or world.waits_between(sender, recipient, "mentoring")
    if not shown or tied or not world.has_place(mentor):
        return False
    return _ask(world, Asked("", sender, recipient, "mentoring", mentor))


def _is_theirs(world: World, asked: Asked, actor: str) -> bool:
    other = asked.sender if actor == asked.recipient else asked.recipient
    return asked.state != "ended" and bool(world.are(actor, other))


def accept(world: World, asked: Asked) -> bool:
    """The recipient says yes."""
    if not _is_theirs(world, asked, asked.recipient):
        return False
    if asked.state != "open":
        return asked.state == "accepted"
    if asked.kind == "mentoring" and not world.has_place(asked.mentor):
        return False
    asked.state = "accepted"
    if asked.kind == "friend":
        world.friends.add(frozenset((asked.sender, asked.recipient)))
    else:
        world.pairs.add((asked.mentor, asked.sender if asked.mentor == asked.recipient else asked.recipient))
    _tell(world, asked.sender, "accepted", asked.recipient, asked)
    return True


def decline(world: World, asked: Asked) -> bool:
    """The recipient says no: kindly to a wish, silently to a friend."""
    if not _is_theirs(world, asked, asked.recipient):
        return False
    if asked.kind == "friend":
        asked.aside = asked.aside or asked.state == "open"
        return True
    if asked.state != "open":
        return asked.state == "declined"
    asked.state = "declined"
    _tell(world, asked.sender, "declined", asked.recipient, asked)
    return True


def withdraw(world: World, asked: Asked) -> bool:
    """The sender takes it back, or puts away what has lapsed."""
    if not _is_theirs(world, asked, asked.sender):
        return False
    asked.state = "withdrawn" if asked.state == "open" else asked.state
    asked.news = asked.news and asked.state != "lapsed"
    return True


def _close_talks(world: World, people: set[str], tie: object) -> None:
    for talk in world.talks:
        talk.is_open = talk.is_open and not (talk.people == people and talk.tie == tie)


def end(world: World, pair: tuple[str, str], by: str) -> bool:
    """One of the two ends their mentorship."""
    (other,) = set(pair) - {by}
    if not world.are(by, other):
        return False
    _end(world, pair)
    _tell(world, other, "ended", by, object())
    return True


def _end(world: World, pair: tuple[str, str]) -> None:
    world.pairs.remove(pair)
    world.ended.append(pair)
    _close_talks(world, set(pair), pair)


def unfriend(world: World, one: str, other: str) -> None:
    """Ends a friendship, silently."""
    world.friends.discard(frozenset((one, other)))
    _close_talks(world, {one, other}, "friend")


def block(world: World, by: str, whom: str) -> None:
    """Ends everything between two people; each is gone for the other."""
    unfriend(world, by, whom)
    for pair in {(by, whom), (whom, by)} & world.pairs:
        _end(world, pair)
    for asked in world.requests:
        if {asked.sender, asked.recipient} == {by, whom} and asked.state == "open":
            asked.state = "ended"
    world.told = [one for one in world.told if {one[0], one[2]} != {by, whom}]
    world.blocks.add((by, whom))


def write(world: World, sender: str, other: str, tie: object, words: str) -> None:
    """A message under a tie that lasts."""
    talks = [one for one in world.talks if one.people == {sender, other} and one.tie == tie and one.is_open]
    if not talks:
        talks = [Talk("", frozenset((sender, other)), tie)]
        world.talks += talks
    talks[0].said.append((sender, words))
    _tell(world, other, "message", sender, talks[0])


def close(world: World, who: str) -> None:
    """Goes, after what waited is settled: own requests are taken back, those of others run out."""
    for asked in [one for one in world.requests if one.state == "open"]:
        if asked.sender == who:
            asked.state = "withdrawn"
        elif asked.recipient == who:
            asked.state = "lapsed"
            if asked.kind == "mentoring" and asked.sender not in world.away and world.are(asked.sender, who):
                _tell(world, asked.sender, "lapsed", who, asked)
    world.away.add(who)


def erase(world: World, who: str) -> None:
    """Nothing is left of somebody."""
    del world.names[who]
    world.away.add(who)
    world.blocks = {one for one in world.blocks if who not in one}
    world.friends = {one for one in world.friends if who not in one}
    world.pairs = {one for one in world.pairs if who not in one}
    world.ended = [one for one in world.ended if who not in one]
    world.hidden = {one for one in world.hidden if who not in one}
    world.requests = [one for one in world.requests if who not in (one.sender, one.recipient)]
    world.told = [one for one in world.told if who not in (one[0], one[2])]
    world.talks = [one for one in world.talks if who not in one.people]
