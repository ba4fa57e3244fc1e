"""Colours that can be read: contrast as WCAG 2.2 defines it, and the accents of a place derived from the one it chose.

Source: WCAG 2.2, "relative luminance" and "contrast ratio" (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance and
#dfn-contrast-ratio); success criterion 1.4.3 asks for 4.5:1 for text.
"""

from dataclasses import dataclass

ENOUGH = 4.5
COMFORTABLE = 6.5  # what we choose ourselves, light on dark, can be better than just enough
STEPS = 100
BLACK, WHITE = "#000000", "#ffffff"

# What stands under text in app.css; the wash is a little of the accent in the paper.
LIGHT_PAPER, DARK_PAPER = "#fbfaf7", "#171614"
LIGHT_SURFACES = (LIGHT_PAPER, "#fffefb", "#f8ede4", "#e6f0de")
DARK_SURFACES = (DARK_PAPER, "#1e1d1a", "#33251c", "#212d1b")
LIGHT_WASH, DARK_WASH = 0.10, 0.12


@dataclass(frozen=True, slots=True)
class Accent:
    """A colour for links and buttons, what is written on it, and the wash that is made of it."""

    colour: str
    on: str
    wash: str


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5))


def luminance(colour: str) -> float:
    """How bright a colour such as "#0f5f5c" is, from 0 (black) to 1 (white)."""
    shares = [part / 255 for part in _parts(colour)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """How well one colour stands out from the other, from 1 (not at all) to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def mixed(one: str, other: str, share: float) -> str:
    """One colour with this share of the other in it."""
    pairs = zip(_parts(one), _parts(other), strict=True)
    return "#" + "".join(f"{round(mine + (theirs - mine) * share):02x}" for mine, theirs in pairs)


def light(accent: str) -> Accent:
    """The accent on light paper, as it was chosen."""
    return Accent(accent, LIGHT_PAPER, mixed(LIGHT_PAPER, accent, LIGHT_WASH))


def dark(accent: str) -> Accent:
    """The accent on dark paper: as much lighter as it must be to be read there."""
    return next(
        one for one in _towards(accent, WHITE, DARK_PAPER, DARK_WASH) if _is_readable(one, DARK_SURFACES, COMFORTABLE)
    )


def is_readable(accent: str) -> bool:
    """Whether text in this colour can be read wherever the light pages use it."""
    return _is_readable(light(accent), LIGHT_SURFACES)


def nearest_readable(accent: str) -> str:
    """The colour itself if it can be read, or the nearest darker one that can."""
    darker = _towards(accent, BLACK, LIGHT_PAPER, LIGHT_WASH)
    return next(one.colour for one in darker if _is_readable(one, LIGHT_SURFACES))


def _towards(accent: str, end: str, paper: str, wash: float) -> list[Accent]:
    steps = [mixed(accent, end, step / STEPS) for step in range(STEPS + 1)]
    return [Accent(one, paper, mixed(paper, one, wash)) for one in steps]


def _is_readable(accent: Accent, surfaces: tuple[str, ...], enough: float = ENOUGH) -> bool:
    return all(contrast(accent.colour, under) >= enough for under in (*surfaces, accent.wash))
