"""Colours: the arithmetic of WCAG, and that every accent a place can have is read in both looks."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mentorship.site import colour
from tests.test_house import ROOT, palette

INKS = ("ink", "quiet", "attention", "error", "good", "friend", "mentee")
CSS = (ROOT / "static/app.css").read_text()
LIGHT, DARK = (palette(block) for block in re.findall(r":root \{(.*?)\}", CSS, flags=re.DOTALL)[:2])

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.0),
        ("#0000ff", "#ffffff", 8.59),
    ],
)
def test_contrast_is_what_the_known_examples_say(one, other, ratio):
    assert round(colour.contrast(one, other), 2) == ratio


@given(colours, colours)
def test_contrast_is_the_same_both_ways_and_within_its_bounds(one, other):
    assert 1 <= colour.contrast(one, other) <= 21
    assert colour.contrast(one, other) == colour.contrast(other, one)


@given(colours, colours)
def test_mixing_goes_from_one_to_the_other(one, other):
    assert (colour.mixed(one, other, 0), colour.mixed(one, other, 1)) == (one, other)


def test_the_surfaces_are_those_of_the_stylesheet():
    surfaces = ("paper", "sheet", "warm", "leaf")
    assert tuple(LIGHT[name] for name in surfaces) == colour.LIGHT_SURFACES
    assert tuple(DARK[name] for name in surfaces) == colour.DARK_SURFACES
    assert (LIGHT["on-accent"], DARK["on-accent"]) == (colour.LIGHT_PAPER, colour.DARK_PAPER)


@given(colours)
def test_an_accent_that_is_taken_is_read_on_everything_in_light(accent):
    assume(colour.is_readable(accent))
    look = colour.light(accent)
    assert all(colour.contrast(accent, LIGHT[name]) >= 4.5 for name in ("paper", "sheet", "warm", "leaf"))
    assert colour.contrast(look.on, accent) >= 4.5
    assert all(colour.contrast(ink, look.wash) >= 4.5 for ink in [accent, *(LIGHT[name] for name in INKS)])


@given(colours)
def test_every_accent_has_a_lighter_one_that_is_read_on_everything_in_dark(accent):
    look = colour.dark(accent)
    surfaces = [*(DARK[name] for name in ("paper", "sheet", "warm", "leaf")), look.wash]
    assert all(colour.contrast(look.colour, surface) >= 4.5 for surface in surfaces)
    assert colour.contrast(look.on, look.colour) >= 4.5
    assert all(colour.contrast(DARK[name], look.wash) >= 4.5 for name in INKS)


@given(colours)
def test_the_colour_proposed_can_be_taken_and_is_no_darker_than_it_must_be(accent):
    proposed = colour.nearest_readable(accent)
    assert colour.is_readable(proposed)
    if colour.is_readable(accent):
        assert proposed == accent
    else:
        assert colour.luminance(proposed) < colour.luminance(accent)
        # One step of the way back and it could not be read any more.
        assert min(colour.contrast(proposed, under) for under in colour.LIGHT_SURFACES) < 4.8


def test_the_colour_of_the_house_can_be_taken():
    assert colour.is_readable(LIGHT["accent"])
