"""What everybody should see according to tests/privacy/judging.py, in the shape in which tests/privacy/looking.py reads it."""

from tests.privacy.judging import WEB, World, common, suggested

FACTS = (
    "occupation",
    "work",
    "education",
    "place",
    "languages",
    "interests",
    "skills",
    "offers",
    "seeks",
    "open_work",
    "experience",
)
SECTIONS = (*FACTS, "photo", "about", "contact", "friends", "mutual", "lineage")


def card(world: World, viewer: str, owner: str) -> dict[str, object]:
    """Somebody in a list."""
    facts = {section: world.seen_terms(viewer, owner, section) for section in FACTS}
    return {
        "name": world.names[owner],
        "is": world.are(viewer, owner),
        "facts": {section: terms for section, terms in facts.items() if terms},
        "photo": owner in world.photos and world.sees(viewer, owner, "photo"),
        "answers": _answers(world, owner) and world.sees(viewer, owner, "offers"),
    }


def _answers(world: World, owner: str) -> bool:
    known = ("accepted", "declined", "lapsed")
    return (
        owner in world.places and sum(a.mentor == a.recipient == owner and a.state in known for a in world.requests) > 2
    )


def page(world: World, viewer: str, owner: str) -> dict[str, object] | None:
    """A profile; None where there is no such person."""
    if not world.are(viewer, owner):
        return None
    found = card(world, viewer, owner)
    about = {one: world.texts[owner, one] for one in ("about", "contact") if (owner, one) in world.texts}
    found["texts"] = {section: text for section, text in about.items() if world.sees(viewer, owner, section)}
    found["open"] = {section for section in SECTIONS if world.sees(viewer, owner, section)}
    found["people"] = world.around(viewer, owner)
    mentors = owner in world.places and world.sees(viewer, owner, "offers")
    found["has place"] = world.has_place(owner) if mentors else None
    found["pairs"] = {
        tie for tie, pair in (("mentor", (owner, viewer)), ("mentee", (viewer, owner))) if pair in world.pairs
    }
    nothing = not any(found[part] for part in ("photo", "facts", "texts", "people"))
    return None if viewer == WEB and nothing else found


def hits(world: World, viewer: str, word: str) -> list[str]:
    """Whom a word finds, newest first."""
    return [one for one in reversed(world.others(viewer)) if _has_word(world, viewer, one, word)]


def _has_word(world: World, viewer: str, owner: str, word: str) -> bool:
    said = [world.names[owner], *(term for one in FACTS for term in world.seen_terms(viewer, owner, one))]
    if world.sees(viewer, owner, "about"):
        said.append(world.texts.get((owner, "about"), ""))
    return any(part.startswith(word) for text in said for part in text.lower().split()) or not word


def mentors(world: World, viewer: str, topic: str = "", free: bool = False) -> list[str]:
    """Who mentors: first what I seek, then a free place, then the newest."""
    fit = {}
    for place, one in enumerate(world.others(viewer)):
        offered = world.seen_terms(viewer, one, "offers")
        shown = one in world.places and world.sees(viewer, one, "offers")
        if shown and (not topic or topic in offered) and (world.has_place(one) or not free):
            fit[one] = (2 * len(offered & world.facts[viewer, "seeks"]) + world.has_place(one), place)
    return sorted(fit, key=fit.__getitem__, reverse=True)


def requests(world: World, viewer: str) -> list[tuple[str, ...]]:
    """What concerns the viewer now: to answer, waiting for others, and news of what they asked."""
    found = []
    for asked in world.requests:
        mine = asked.sender == viewer
        other = asked.recipient if mine else asked.sender
        to_answer = asked.recipient == viewer and asked.state == "open" and not asked.aside
        news = mine and (asked.state == "open" or (asked.state in ("accepted", "declined", "lapsed") and asked.news))
        if (to_answer or news) and world.are(viewer, other):
            found.append((other, asked.kind, asked.state, "mine" if mine else "theirs"))
    return sorted(found)


def notices(world: World, viewer: str) -> list[tuple[str, str]]:
    """What the viewer was told, as far as it is still there for them."""
    wanted = {"asked": "open", "accepted": "accepted", "declined": "declined", "lapsed": "lapsed"}
    found = []
    for reader, kind, other, about in world.told:
        stands = kind not in wanted or (about.state == wanted[kind] and not (kind == "asked" and about.aside))
        if reader == viewer and world.are(viewer, other) and stands:
            found.append((kind, other))
    return sorted(found)


def talks(world: World, viewer: str) -> list[tuple[str, bool, tuple[str, ...]]]:
    """The viewer's conversations, and what was said in them."""
    own = [talk for talk in world.talks if viewer in talk.people and talk.said]
    seen = [(other, talk) for talk in own for other in talk.people - {viewer} if world.are(viewer, other)]
    return sorted((other, talk.is_open, tuple(text for _sender, text in talk.said)) for other, talk in seen)


def ties(world: World, viewer: str) -> dict[str, object]:
    """Friends and mentorships on the viewer's own page."""
    known = set(world.others(viewer))
    now = [(mentee, "mentee") for mentor, mentee in world.pairs if mentor == viewer]
    now += [(mentor, "mentor") for mentor, mentee in world.pairs if mentee == viewer]
    once = [(mentee, "mentee") for mentor, mentee in world.ended if mentor == viewer]
    once += [(mentor, "mentor") for mentor, mentee in world.ended if mentee == viewer]
    return {
        "friends": world.friends_of(viewer) & known,
        "running": sorted(one for one in now if one[0] in known),
        "ended": sorted(one for one in once if one[0] in known),
    }


def counts(world: World, viewer: str) -> tuple[int, int, int]:
    """What waits for the viewer: answers, unread messages, notices."""
    answers = sum(one[2:] == ("open", "theirs") for one in requests(world, viewer))
    own = [(talk, talk.people - {viewer}) for talk in world.talks if viewer in talk.people]
    unread = [sender for talk, (other,) in own if world.are(viewer, other) for sender, _text in talk.said]
    return answers, sum(sender != viewer for sender in unread), len(notices(world, viewer))


def everything(world: World, viewer: str, word: str) -> dict[str, object]:
    """All that the viewer sees of everybody."""
    there = [one for one in world.names if world.are(viewer, one)]
    found: dict[str, object] = {
        "cards": {one: card(world, viewer, one) for one in there},
        "people": {wanted: hits(world, viewer, wanted) if viewer else [] for wanted in ("", word)},
        "mentors": [mentors(world, viewer, *one) if viewer else [] for one in (("",), (word,), ("", True))],
    }
    if viewer == WEB:
        return found
    return found | {
        "ground": {one: shared for one in world.others(viewer) if (shared := common(world, viewer, one))},
        "lanes": suggested(world, viewer),
        "requests": requests(world, viewer),
        "notices": notices(world, viewer),
        "talks": talks(world, viewer),
        "counts": counts(world, viewer),
        **ties(world, viewer),
    }
