"""One part of an import, inside one write: finds the term of each entry, or makes it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from mentorship.database import execute, marks, rows
from mentorship.people.vocabulary.entry import BadLine, Entry
from mentorship.people.vocabulary.holding import renamed
from mentorship.people.vocabulary.merging import merge
from mentorship.people.vocabulary.spots import Point, keep
from mentorship.people.vocabulary.term import Kind, TermName, folded_term, owners_of, parts, spell, spell_hidden

TAKEN = "has a name that stands for something else here"
AT_ONCE = 200


@dataclass(eq=False)
class Owner:
    """A term as this part of the import knows it; `id` is 0 while it is not there yet."""

    id: int
    names: TermName
    code: str
    weight: int
    shipped: bool
    kept: bool = False
    is_changed: bool = False
    point: Point | None = None
    called: set[str] = field(default_factory=set)
    spellings: set[str] = field(default_factory=set)
    hidden: set[str] = field(default_factory=set)

    def become(self, names: TermName, code: str, weight: int) -> None:
        """Takes what differs; a member's own words are official from now on."""
        if (names, code, weight, True) != (self.names, self.code, self.weight, self.shipped):
            self.names, self.code, self.weight, self.shipped = names, code, weight, True
            self.is_changed = True


class Batch:
    """Entries of one kind; after `take`, how many terms were made, changed or known, and the lines that were left out.

    `joined` counts the terms of members that were taken up, `unknown` the Italian names of terms that are not there.
    """

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries, self.kind = entries, Kind(entries[0].kind)
        self.new = self.changed = self.known = self.joined = self.unknown = 0
        self.left: list[BadLine] = []
        self.absorbed: list[tuple[Owner, Owner]] = []
        self.owners: dict[str, Owner] = {}
        terms: dict[int, Owner] = {}
        for folded, one in owners_of(self.kind, sorted(_spellings(entries))).items():
            found = Owner(one.id, TermName(one.en, one.it), one.code, one.weight, bool(one.shipped), bool(one.kept))
            self.owners[folded] = terms.setdefault(one.id, found)

    def take(self) -> None:
        """Does it all."""
        for entry in self.entries:
            owner = self.owners.get(entry.identity) or self._by_name(entry)
            if owner is None:
                self._leave(entry)
            else:
                self._bring(owner, entry)
        self._write(list(dict.fromkeys(self.owners.values())))

    def _leave(self, entry: Entry) -> None:
        if entry.names:
            self.left.append(BadLine(entry.line, TAKEN))
        else:
            self.unknown += 1

    def _by_name(self, entry: Entry) -> Owner | None:
        for place, name in enumerate(entry.names):
            may_take = entry.takes_first or place > 0
            owner = self.owners.get(folded_term(name.en)) or self.owners.get(folded_term(name.it))
            if owner is None and may_take:
                owner = Owner(0, name, entry.code, entry.weight, shipped=True)
            elif owner is None or not _is_same(owner, entry, may_take):
                continue
            elif not owner.shipped:
                self.joined += 1
                owner.become(name, entry.code, entry.weight)
            self._call(owner, map(folded_term, name), owner.called)
            return owner
        return None

    def _call(self, owner: Owner, spellings: Iterable[str], kept: set[str]) -> None:
        """Gives these spellings to the term, unless they are another's; what only members wrote so far joins it."""
        for folded in spellings:
            holder = self.owners.get(folded)
            if holder is None:
                self.owners[folded] = owner
                kept.add(folded)
            elif holder is not owner and not holder.shipped:
                self.joined += 1
                self.absorbed.append((holder, owner))
                self.owners.update({one: owner for one, other in self.owners.items() if other is holder})

    def _bring(self, owner: Owner, entry: Entry) -> None:
        """What the entry adds to its term: the Italian name that was missing, its identity, further spellings."""
        is_untranslated = bool(entry.it) and not owner.kept and owner.names.it == owner.names.en
        names = TermName(owner.names.en, entry.it if is_untranslated else owner.names.it)
        code = entry.code if owner.code == entry.country else owner.code
        owner.become(names, code, entry.weight or owner.weight)
        owner.point = entry.point or owner.point
        if entry.identity and entry.identity not in self.owners:
            self.owners[entry.identity] = owner
            owner.hidden.add(entry.identity)
        self._call(owner, [folded_term(entry.it)] if entry.it else [], owner.called)
        self._call(owner, entry.also, owner.spellings)

    def _write(self, owners: Sequence[Owner]) -> None:
        made, changed = [one for one in owners if not one.id], [one for one in owners if one.id and one.is_changed]
        _insert(self.kind, made)
        for one in changed:
            execute(
                "UPDATE term SET en = ?, it = ?, code = ?, weight = ?, shipped = ? WHERE id = ?",
                *(*one.names, one.code, one.weight, True, one.id),
            )
        renamed(*(one.id for one in changed))
        for source, target in self.absorbed:
            merge(source.id, target.id)
        keep((one.id, one.point) for one in owners if one.point)
        spell(self.kind, [(one.id, folded) for one in owners for folded in sorted(one.called)])
        spell(self.kind, [(one.id, folded) for one in owners for folded in sorted(one.spellings)], are_names=False)
        spell_hidden(self.kind, [(one.id, folded) for one in owners for folded in sorted(one.hidden)])
        self.new, self.changed = len(made), len(changed)
        self.known = len(self.entries) - len(self.left) - self.unknown - self.new - self.changed


def _is_same(owner: Owner, entry: Entry, may_take: bool) -> bool:
    # One spelling is one term; but of places there may be many, each in its country.
    if not entry.country:
        return True
    return owner.code == entry.country if owner.shipped else may_take


def _insert(kind: Kind, owners: Sequence[Owner]) -> None:
    by_name = {one.names.en: one for one in owners}
    for some in parts(list(by_name.values()), AT_ONCE):
        values = [(kind, *one.names, one.code, one.weight, True, False) for one in some]
        each = f"({marks(values[0])})"
        made = rows(
            f"INSERT INTO term (kind, en, it, code, weight, shipped, kept) VALUES {', '.join([each] * len(some))} RETURNING id, en",
            *(value for one in values for value in one),
        )
        for one in made:
            by_name[one.en].id = one.id


def _spellings(entries: Iterable[Entry]) -> set[str]:
    """Every folded spelling of these entries."""
    found = {folded_term(name) for one in entries for pair in one.names for name in pair}
    found |= {folded_term(one.it) for one in entries if one.it}
    return found.union(*(one.also for one in entries), (one.identity for one in entries)) - {""}
