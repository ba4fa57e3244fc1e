"""A second statement of who sees what, over people, ties and audiences in plain Python. It shares no code with the product."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

WEB = ""  # somebody who is not signed in
TASKS = {"dora": "coordinators", "finn": "employers"}
AUDIENCES = ("everyone", "members", "friends", "mentors", "mentees", "coordinators", "employers")


@dataclass
class World:
    """What is true: who there is, in the order they joined, and everything between them. A pair is (mentor, mentee)."""

    names: dict[str, str] = field(default_factory=dict)
    away: set[str] = field(default_factory=set)
    suspended: set[str] = field(default_factory=set)
    blocks: set[tuple[str, str]] = field(default_factory=set)
    friends: set[frozenset[str]] = field(default_factory=set)
    pairs: set[tuple[str, str]] = field(default_factory=set)
    ended: list[tuple[str, str]] = field(default_factory=list)
    open_to: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    facts: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    photos: set[str] = field(default_factory=set)
    places: dict[str, int] = field(default_factory=dict)
    hidden: set[tuple[str, str, str]] = field(default_factory=set)
    requests: list["Asked"] = field(default_factory=list)
    told: list[tuple[str, str, str, object]] = field(default_factory=list)
    talks: list["Talk"] = field(default_factory=list)

    def are(self, viewer: str, owner: str) -> set[str]:
        """What the viewer is to the owner; nothing if the owner does not exist for them."""
        if viewer == owner:
            return {*AUDIENCES, "self"}
        if owner in self.away or {(viewer, owner), (owner, viewer)} & self.blocks:
            return set()
        table = {
            "everyone": True,
            "members": viewer != WEB,
            "friends": frozenset((viewer, owner)) in self.friends,
            "mentors": (viewer, owner) in self.pairs,
            "mentees": (owner, viewer) in self.pairs,
            TASKS.get(viewer, "members"): viewer != WEB,
        }
        return {name for name, holds in table.items() if holds}

    def sees(self, viewer: str, owner: str, section: str) -> bool:
        """THE rule, said once more."""
        return bool(self.are(viewer, owner) & {*self.open_to[owner, section], "self"})

    def others(self, viewer: str) -> list[str]:
        """Who exists for the viewer besides themselves, in the order they joined."""
        return [one for one in self.names if one != viewer and self.are(viewer, one)]

    def friends_of(self, owner: str) -> set[str]:
        """Whoever is a friend of the owner, seen by nobody in particular."""
        return {other for pair in self.friends if owner in pair for other in pair - {owner}}

    def shared_friends(self, viewer: str, owner: str) -> set[str]:
        """The friends of both, where both sides let the viewer see it."""
        if viewer == owner or not self.sees(viewer, owner, "mutual"):
            return set()
        both = self.friends_of(viewer) & self.friends_of(owner)
        return {one for one in both if self.sees(viewer, one, "mutual")}

    def around(self, viewer: str, owner: str) -> dict[str, set[str]]:
        """The lists of people on the owner's page: each opens with the owner's section and with that of the one in it."""
        lines = [*self.pairs, *self.ended]
        lists = {
            "friends": ("friends", self.friends_of(owner)),
            "mentors": ("lineage", {mentor for mentor, mentee in lines if mentee == owner}),
            "mentees": ("lineage", {mentee for mentor, mentee in lines if mentor == owner}),
        }
        found = {
            name: {one for one in people if self._is_shown(viewer, owner, one, section)}
            for name, (section, people) in lists.items()
        } | {"mutual": self.shared_friends(viewer, owner)}
        return {name: people for name, people in found.items() if people and viewer != WEB}

    def _is_shown(self, viewer: str, owner: str, one: str, section: str) -> bool:
        by_owner = self.sees(viewer, owner, section)
        return by_owner and bool(self.are(viewer, one)) and (viewer == owner or self.sees(viewer, one, section))

    def has_place(self, mentor: str) -> bool:
        """Whether somebody could take one more mentee; those who are away take no place."""
        taken = sum(one == mentor and mentee not in self.away for one, mentee in self.pairs)
        return self.places.get(mentor, 0) > taken

    def seen_terms(self, viewer: str, owner: str, section: str) -> set[str]:
        """What the owner states in a section, as far as the viewer may see it."""
        return self.facts[owner, section] if self.sees(viewer, owner, section) else set()

    def waits_between(self, one: str, other: str, kind: str = "") -> "Asked | None":
        """The open request between two people."""
        for asked in self.requests:
            if asked.state == "open" and {one, other} == {asked.sender, asked.recipient} and kind in (asked.kind, ""):
                return asked
        return None


@dataclass(eq=False)
class Asked:
    """A request; `mentor` is set for mentoring."""

    key: str
    sender: str
    recipient: str
    kind: str
    mentor: str = ""
    state: str = "open"
    aside: bool = False
    news: bool = True


@dataclass(eq=False)
class Talk:
    """What two people wrote under one tie."""

    key: str
    people: frozenset[str]
    tie: str
    is_open: bool = True
    said: list[tuple[str, str]] = field(default_factory=list)


def common(world: World, viewer: str, owner: str) -> dict[str, set[str] | int]:
    """What the viewer has in common with somebody, and what each of them could do for the other."""
    like = ("occupation", "work", "education", "place", "languages", "interests", "skills", "experience")
    pairs = {one: (one, one) for one in like} | {"helps_me": ("seeks", "offers"), "i_help": ("offers", "seeks")}
    found: dict[str, set[str] | int] = {
        name: world.facts[viewer, mine] & world.seen_terms(viewer, owner, theirs)
        for name, (mine, theirs) in pairs.items()
    }
    found["mutual"] = len(world.shared_friends(viewer, owner))
    return {name: what for name, what in found.items() if what}


def suggested(world: World, viewer: str) -> dict[str, list[str]]:
    """The three lanes, best first, then whoever joined first."""
    points: dict[str, Counter[str]] = {"know": Counter(), "should": Counter(), "help": Counter()}
    for one in world.others(viewer):
        ties, shared = world.are(viewer, one), common(world, viewer, one)
        near = shared.get("mutual", 0)
        size = {name: len(what) for name, what in shared.items() if name != "mutual"}
        know = 2 * near + 3 * (size.get("work", 0) + size.get("education", 0))
        should = 10 * size["helps_me"] - min(near, 9) if "helps_me" in size and world.has_place(one) else 0
        help = 10 * size["i_help"] if "i_help" in size and world.has_place(viewer) else 0
        for lane, score, known in (
            ("know", know, {"friends"}),
            ("should", should, {"friends", "mentees"}),
            ("help", help, {"mentors"}),
        ):
            refused = ties & known or (viewer, one, lane) in world.hidden or world.waits_between(viewer, one)
            if score and not refused:
                points[lane][one] = score
    joined = list(world.names)
    return {lane: sorted(all, key=lambda one: (-all[one], joined.index(one))) for lane, all in points.items()}
