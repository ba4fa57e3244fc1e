"""What somebody has opened to somebody: the ties ask here, and the district of privacy above them answers."""

from collections.abc import Callable, Collection, Sequence

from mentorship.people.section import Section
from mentorship.ties.relation import Viewer

Answer = Callable[[Viewer, Sequence[int], Section], Collection[int]]


def _nobody(_viewer: Viewer, _owners: Sequence[int], _section: Section) -> Collection[int]:
    return ()


_answer: Answer = _nobody


def answers(answer: Answer) -> Answer:
    """Marks the function that answers; until there is one, nothing is open to anybody."""
    global _answer
    _answer = answer
    return answer


def shown_by(viewer: Viewer, owners: Sequence[int], section: Section) -> frozenset[int]:
    """Which of these people let the viewer see this section of theirs."""
    return frozenset(_answer(viewer, owners, section)) if owners else frozenset()
