"""Where places lie: shipped, imported, kept when two become one, and which lie around one."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.database import rows, write
from mentorship.people.vocabulary import Kind, find_or_add, folded_term
from mentorship.people.vocabulary.files import read
from mentorship.people.vocabulary.importing import Import
from mentorship.people.vocabulary.merging import merge
from mentorship.people.vocabulary.spots import AROUND, KM_OF_A_HUNDREDTH, Point, keep, within
from mentorship.people.vocabulary.term import between

EARTH_KM = 6371
HEADER = "geonameid,name,countrycode,latitude,longitude,population"


def place(name):
    return find_or_add(Kind.PLACE, name).id


def around(name, km):
    """The names of the places within so many kilometres."""
    found = rows(
        f"SELECT t.en FROM term t WHERE t.id IN ({AROUND}) ORDER BY t.en", *within(km, between(folded_term(name)))
    )
    return [one.en for one in found]


def on_the_globe(one, other):
    """The distance of two points in kilometres, along the surface of the earth."""
    (a, b), (c, d) = ([math.radians(part / 100) for part in point] for point in (one, other))
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(half))


@write
def note(*points):
    keep(points)


def test_the_shipped_places_lie_where_they_are(database):
    assert around("Milan", 30) == ["Milan", "Monza"]
    assert around("milano", 50) == ["Bergamo", "Como", "Milan", "Monza", "Novara"]
    assert around("Bologna", 10) == ["Bologna", "Casalecchio di Reno"]
    assert around("Quito", 100) == ["Quito"]


def test_who_types_the_beginning_means_the_place_of_that_name_or_the_largest(database, tmp_path):
    lines = ["1,Zqton,IT,45.0,9.0,500", "2,Zqtonia,IT,40.0,16.0,90000", "3,Near,IT,40.1,16.1,50"]
    (tmp_path / "cities.csv").write_text("\n".join([HEADER, *lines]), "utf-8")
    contents = read(tmp_path / "cities.csv")
    done = Import(contents.entries, contents.source)
    for batch in done.batches():
        done.take(batch)
    assert around("zqton", 30) == ["Zqton"]
    assert around("zqtoni", 30) == ["Near", "Zqtonia"]
    assert around("zqto", 30) == ["Near", "Zqtonia"], "the larger of the two"


def test_a_place_that_nobody_knows_has_nothing_around_it(database):
    place("a hut on a hill")
    assert around("a hut on a hill", 100) == around("nowhere", 100) == []


def test_what_becomes_one_lies_where_either_did(database):
    hut = place("a hut on a hill")
    assert around("Turin", 10) == ["Turin"]
    note((hut, Point.of("45.10", "7.70")))
    merge(hut, place("a hut"))
    assert around("Turin", 10) == ["Turin", "a hut"]
    other = place("an old hut")
    note((other, Point.of("10", "10")))
    merge(other, place("a hut"))
    assert around("Turin", 10) == ["Turin", "a hut"], "where it lies was known"
    assert around("an old hut", 10) == ["Turin", "a hut"]


@pytest.mark.parametrize("given", [("91", "0"), ("0", "181"), ("north", "2"), ("1", ""), ("nan", "1"), ("inf", "1")])
def test_what_is_no_point_on_earth_is_refused(given):
    with pytest.raises(ValueError, match=r"no point on earth|could not convert|cannot convert"):
        Point.of(*given)


@given(st.integers(-6000, 6000), st.integers(-17000, 17000), st.integers(-80, 80), st.integers(-80, 80))
def test_the_flat_map_is_right_to_a_few_in_a_hundred(database, lat, lon, north, east):
    here, there, km = Point(lat, lon), Point(lat + north, lon + east), 60
    one, other = place("zq here"), place("zq there")
    note((one, here), (other, there))
    is_near = "zq there" in around("zq here", km)
    distance = on_the_globe(here, there)
    if abs(distance - km) > 0.03 * km + 2 * KM_OF_A_HUNDREDTH:
        assert is_near == (distance < km), distance
