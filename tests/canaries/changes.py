"""What sending a form does to what is between people, as the table knows it."""

from tests.canaries.table import AT_FIRST, Ties
from tests.canaries.world import World


def _other(world: World, action: str) -> str:
    return next((name for name, one in world.people.items() if f"/{one.handle}" in action), "")


def _accepted(world: World, viewer: str, action: str) -> Ties:
    kind, sender, recipient, mentor = next(
        (asked for key, asked in world.asked.items() if f"/{key}/" in action), ("", "", "", "")
    )
    if viewer != recipient or not AT_FIRST.what(viewer, sender):
        return AT_FIRST
    if kind == "friend":
        return AT_FIRST.but(friends=AT_FIRST.friends | {(sender, recipient)})
    return AT_FIRST.but(mentors=AT_FIRST.mentors | {(mentor, sender if mentor == recipient else recipient)})


def _befriended(world: World, viewer: str, action: str) -> Ties:
    other = _other(world, action)
    has_asked = ("friend", other, viewer, "") in world.asked.values() and AT_FIRST.what(viewer, other)
    return AT_FIRST.but(friends=AT_FIRST.friends | {(other, viewer)}) if has_asked else AT_FIRST


def _parted(world: World, viewer: str, action: str) -> Ties:
    other = _other(world, action)
    return AT_FIRST.but(friends=AT_FIRST.friends - {(viewer, other), (other, viewer)})


def _blocked(world: World, viewer: str, action: str) -> Ties:
    other = _other(world, action)
    is_new = "members" in AT_FIRST.what(viewer, other)
    return AT_FIRST.but(blocks=AT_FIRST.blocks | {(viewer, other)}) if is_new else AT_FIRST


def _unblocked(world: World, viewer: str, action: str) -> Ties:
    return AT_FIRST.but(blocks=AT_FIRST.blocks - {(viewer, _other(world, action))})


def _back(world: World, viewer: str, action: str) -> Ties:
    who = _other(world, action) or viewer
    return AT_FIRST.but(away={(name, how) for name, how in AT_FIRST.away if name != who})


CHANGES = {
    "requests.accept": _accepted,
    "connections.befriend": _befriended,
    "connections.unfriend": _parted,
    "blocks.block": _blocked,
    "blocks.unblock": _unblocked,
    "approvals.accept": _back,
    "standing.reopen": _back,
    "moderation.lift": _back,
}


def after(world: World, viewer: str, endpoint: str, action: str) -> Ties:
    """What is between people once this viewer has sent this form."""
    return (
        CHANGES[endpoint](world, viewer, action)
        if endpoint in CHANGES and AT_FIRST.takes_part(viewer) | (endpoint == "standing.reopen")
        else AT_FIRST
    )
