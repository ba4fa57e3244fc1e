"""The difference between two settings: for whom each section opens, and for whom it closes."""

import functools
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mentorship.people.section import Section
from mentorship.privacy.audience import AUDIENCES, WIDER, chosen, flags_of, sees
from mentorship.ties.relation import Relation

Settings = Mapping[Section, Relation]


@dataclass(frozen=True, slots=True)
class Step:
    """Sections that open to, or close to, the same people.

    `to` names audiences, widest first, none that a wider one of them includes; `still` names those among them who see
    the sections all the same when a wide audience closes.
    """

    opens: bool
    to: tuple[str, ...]
    still: tuple[str, ...]
    sections: tuple[Section, ...]


def difference(before: Settings, after: Settings) -> list[Step]:
    """What somebody sees in one and not in the other: what opens first, to many before to few.

    A section that only one of them names is closed in the other. Settings that look the same to everybody do not differ.
    """
    found: dict[tuple[bool, tuple[str, ...], tuple[str, ...]], list[Section]] = defaultdict(list)
    for section in Section:
        for step in _steps(before.get(section, Relation.NONE), after.get(section, Relation.NONE)):
            found[step].append(section)
    return [Step(*step, tuple(sections)) for step, sections in sorted(found.items(), key=lambda one: _order(*one[0]))]


@functools.lru_cache(maxsize=1024)  # a page compares all sections with each ready-made setting
def _steps(before: Relation, after: Relation) -> tuple[tuple[bool, tuple[str, ...], tuple[str, ...]], ...]:
    opened, closed = _widest(_gained(before, after)), _widest(_gained(after, before))
    is_wide = bool(_of(closed) & (Relation.PUBLIC | Relation.MEMBER))
    still = tuple(chosen(after)) if is_wide else ()
    return tuple(one for one in ((True, opened, ()), (False, closed, still)) if one[1])


def _gained(before: Relation, after: Relation) -> Relation:
    return _of(
        name for name, flag in AUDIENCES.items() if sees(after, flags_of(flag)) and not sees(before, flags_of(flag))
    )


def _of(names: Iterable[str]) -> Relation:
    return sum((AUDIENCES[name] for name in names), Relation.NONE)


def _widest(flags: Relation) -> tuple[str, ...]:
    return tuple(name for name, flag in AUDIENCES.items() if flags & flag and not flags & WIDER.get(flag, 0))


def _order(opens: bool, to: tuple[str, ...], still: tuple[str, ...]) -> tuple[object, ...]:
    names = list(AUDIENCES)
    return not opens, [names.index(name) for name in to], [names.index(name) for name in still]
