"""Where places lie on earth, and which lie around one: for work that is not too far."""

import math
from collections.abc import Iterable
from typing import NamedTuple

from peewee import Check, ForeignKeyField, IntegerField

from mentorship.database import Table, execute
from mentorship.people.vocabulary.term import Kind, Term, parts

KM_OF_A_HUNDREDTH = 1.112  # of a degree of latitude
AT_ONCE = 500


class Point(NamedTuple):
    """A point on earth in hundredths of a degree, which is about a kilometre."""

    lat: int
    lon: int

    @classmethod
    def of(cls, latitude: str, longitude: str) -> "Point | None":
        """The point of two numbers of degrees as text, None where there are none; raises ValueError."""
        if not latitude.strip() and not longitude.strip():
            return None
        lat, lon = float(latitude), float(longitude)
        if not (abs(lat) <= 90 and abs(lon) <= 180):
            raise ValueError(f"no point on earth: {latitude}, {longitude}")
        return cls(round(lat * 100), round(lon * 100))


class Spot(Table):
    """Where a place is, in hundredths of a degree. `narrow` says by how many thousandths a degree of longitude is as long
    there as at the equator."""

    term = ForeignKeyField(Term, unique=True, on_delete="CASCADE")
    lat = IntegerField()
    lon = IntegerField()
    narrow = IntegerField()

    class Meta:
        constraints = [
            Check("lat BETWEEN -9000 AND 9000", name="spot_lat"),
            Check("lon BETWEEN -18000 AND 18000", name="spot_lon"),
        ]
        indexes = ((("lat", "lon"), False),)


def keep(points: Iterable[tuple[int, Point]]) -> None:
    """Notes where places are, by the numbers of their terms; inside a write."""
    for some in parts(list(points), AT_ONCE):
        values = [value for id, point in some for value in (id, *point, _narrow(point.lat))]
        execute(
            f"INSERT INTO spot (term_id, lat, lon, narrow) VALUES {', '.join(['(?, ?, ?, ?)'] * len(some))} "
            "ON CONFLICT (term_id) DO UPDATE SET lat = excluded.lat, lon = excluded.lon, narrow = excluded.narrow",
            *values,
        )


def _narrow(lat: int) -> int:
    return round(1000 * math.cos(math.radians(lat / 100)))


# The place that is meant: the one of just this name, or the largest whose name begins so.
_HERE = f"""SELECT s.lat, s.lon, s.narrow FROM beginning w JOIN term t ON t.id = w.term_id JOIN spot s ON s.term_id = t.id
WHERE w.kind = '{Kind.PLACE}' AND w.tail >= ? AND w.tail < ?
ORDER BY CASE WHEN w.tail = ? THEN 0 ELSE 1 END, w.place, t.weight DESC, t.id LIMIT 1"""
# SQL of the terms of all places around it; its values are given by `within`.
AROUND = f"""SELECT n.term_id FROM ({_HERE}) h JOIN spot n ON n.lat BETWEEN h.lat - ? AND h.lat + ?
WHERE CAST(n.lat - h.lat AS BIGINT) * (n.lat - h.lat) * 1000000
 + CAST(n.lon - h.lon AS BIGINT) * (n.lon - h.lon) * h.narrow * h.narrow <= ?"""


def within(km: int, ends: tuple[bytes, bytes]) -> tuple[object, ...]:
    """The values of AROUND for so many kilometres around a place whose name begins so (its two ends). On a flat map, which
    is right to one in a hundred at these distances."""
    radius = round(km / KM_OF_A_HUNDREDTH)
    return (*ends, ends[0], radius, radius, radius * radius * 1_000_000)
