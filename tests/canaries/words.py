"""Words that nobody would type: each stands in one field of one person or thing, so that wherever one is met it is known
where it came from."""

import hashlib
import re
from dataclasses import dataclass

LETTERS = "abcdefghijklmnoprstu"
WORD = re.compile(r"xq[a-z]{8}")
START = 6  # so many letters tell a word from all others


def spelled(number: int) -> str:
    """The word of this number."""
    mixed, letters = number * 7919 % 20**4, ""
    for _ in range(4):
        mixed, one = divmod(mixed, 20)
        letters += LETTERS[one]
    rest = hashlib.sha256(str(number).encode()).digest()[:4]
    return f"xq{letters}{''.join(LETTERS[byte % 20] for byte in rest)}"


# Words that stand nowhere: what is typed into forms, and what is searched for to compare with.
TYPED, NOWHERE = spelled(159_001), spelled(159_002)


@dataclass(frozen=True)
class Planted:
    """Where a word stands: `what` it is, whose (one person, or the two of a pair), and in which section."""

    what: str
    of: tuple[str, ...]
    section: str = ""


class Words:
    """All words of a world by their letters."""

    def __init__(self) -> None:
        self.all: dict[str, Planted] = {}

    def new(self, what: str, *of: str, section: str = "") -> str:
        """A word that stands nowhere else."""
        word = spelled(len(self.all) + 1)
        self.all[word] = Planted(what, of, section)
        return word

    def met(self, text: str) -> set[str]:
        """The planted words in a text."""
        return {word for word in WORD.findall(text) if word in self.all}
