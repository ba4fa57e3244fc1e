"""A face: as much of a person as any list shows."""

from dataclasses import dataclass, field

HUES = 6


@dataclass(frozen=True, slots=True)
class Face:
    """As much of a person as any list shows: the public id, the name, and the key of a photo if it may be seen."""

    handle: str
    name: str
    photo: str = field(default="", kw_only=True)

    @property
    def initials(self) -> str:
        """One or two letters to draw where a picture would be."""
        words = [word for word in self.name.split() if word[0].isalnum()] or [self.name]
        return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()

    @property
    def hue(self) -> int:
        """A steady colour number from 0 to 5."""
        return sum(map(ord, self.handle)) % HUES
