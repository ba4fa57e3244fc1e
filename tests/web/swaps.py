"""Which identifiers are put into an address of the matrix, and in which ways it is asked then."""

from tests.web.matrix import CHOICES, KIND, MODES, World, kind_of


class All:
    """Everybody's identifiers of every kind in the place of every other, each asked in all ways."""

    @staticmethod
    def modes(_place: int) -> list[str]:
        """The ways to ask with the identifiers in this place of the list."""
        return list(MODES)

    @staticmethod
    def values(world: World, _viewer: object, endpoint: str, name: str) -> list[object]:
        """What is put in the place of this part of an address."""
        handles, keys = list(world.people), [key for things in world.things.values() for key in things]
        some = [next(iter(things)) for things in world.things.values()]
        if endpoint == "photos.show":
            keys = [*world.things["photo"], *some]
        known = {"handle": handles, "key": keys, "token": handles + some, "address": handles + some}
        return (known | {"id": world.terms, "at": _moments(world, keys[0])}).get(name) or [CHOICES[name]]


class Few:
    """Of each kind of thing that the route names what is the viewer's own, what is Olga's, and what is Rosa's."""

    @staticmethod
    def modes(place: int) -> list[str]:
        """What comes first is asked in all ways, what follows as a page and in the other two by turns."""
        return ["page", "fragment", "history"] if place == 0 else ["page", ("fragment", "history")[place % 2]]

    @staticmethod
    def values(world: World, viewer: object, endpoint: str, name: str) -> list[object]:
        """What is put in the place of this part of an address."""
        people, others, olga = world.gallery.people, world.gallery.others, world.gallery.olga
        chosen = [people[kind] for kind in ("self", "closed", "friend", "has blocked")]
        handles = [one.handle for one in (*chosen, others["Rosa"], others["Erna"])]
        kind = kind_of(endpoint) if {endpoint, endpoint.partition(".")[0]} & KIND.keys() else "request"
        keys = [
            *_own(world, kind, viewer, olga),
            _of(world, kind, olga, viewer),
            _of(world, kind, others["Rosa"], viewer),
        ]
        known = {"handle": handles, "key": list(filter(None, keys)), "token": handles[:1], "address": handles[:1]}
        moments = _moments(world, *_own(world, "conversation", viewer, olga))
        return (known | {"id": world.terms, "at": moments}).get(name) or [CHOICES[name]]


def _moments(world: World, *conversations: str) -> list[object]:
    """When something was written there, by both; or at all."""
    found = [at for key, at in world.messages if key in conversations]
    return (found or [at for _key, at in world.messages])[:2]


def _own(world: World, kind: str, viewer: object, other: object) -> list[str]:
    """What the viewer has with the other, or alone, from either side."""
    mine = [one for one in world.things[kind].values() if viewer and viewer.id in (one.one, one.other)]
    found = [one for one in mine if other.id in (one.one, one.other)] or mine
    return list({viewer.id == one.one: one.key for one in found}.values())


def _of(world: World, kind: str, owner: object, viewer: object) -> str | None:
    """The first that is this owner's, and not the viewer's."""
    without = viewer.id if viewer else None
    of_owner = [one for one in world.things[kind].values() if owner.id in (one.one, one.other)]
    return next((one.key for one in of_owner if without not in (one.one, one.other)), None)
