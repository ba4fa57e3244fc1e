"""The organisations there are: found by name or place, and one of them as somebody may see it."""

from typing import Any

from mentorship.database import row, rows
from mentorship.errors import Missing
from mentorship.people.vocabulary import Kind as Words
from mentorship.people.vocabulary.term import BEGINS, between
from mentorship.privacy.portrait import photo_seen
from mentorship.text import fold, like, tidy
from mentorship.ties.relation import ME, Relation, Viewer, me, relation_to
from mentorship.work.organisation.organisation import Kind

PAGE = 20
LONGEST = 100
MOST_WORDS = 6

_WRITTEN = "CASE WHEN NOT t.shipped THEN o.place_written END"
PLACE = f"COALESCE({_WRITTEN}, t.en) AS place_en, COALESCE({_WRITTEN}, t.it) AS place_it"
_ORGANISATION = (
    f"""SELECT o.id, o.key, o.name, o.kind, o.about, o.website, o.state, o.reason, o.workplace_id, o.folded, {PLACE}"""
)
ONE = f"""{_ORGANISATION}, c.role FROM organisation o LEFT JOIN term t ON t.id = o.place_id
LEFT JOIN colleague c ON c.organisation_id = o.id AND c.person_id = ? AND c.since IS NOT NULL
WHERE o.key = ? AND (o.state = 'verified' OR c.id IS NOT NULL)"""
LISTED = f"{_ORGANISATION} FROM organisation o LEFT JOIN term t ON t.id = o.place_id WHERE o.state = 'verified'"
_HAS_WORD = f"""(o.folded LIKE ? ESCAPE '!' OR o.folded LIKE ? ESCAPE '!'
 OR o.place_id IN (SELECT w.term_id FROM beginning w WHERE w.kind = '{Words.PLACE}' AND {BEGINS}))"""
_AFTER = "(o.folded, o.id) > (SELECT a.folded, a.id FROM organisation a WHERE a.key = ? AND a.state = 'verified')"
SPEAKERS = f"""WITH {ME}, team AS MATERIALIZED (SELECT p.id, p.handle, p.name, p.search_name, c.role, c.since, {relation_to("p")} AS flags
 FROM me CROSS JOIN colleague c JOIN person p ON p.id = c.person_id WHERE c.organisation_id = ?)
SELECT p.id, p.handle, p.name, p.role, p.since, {photo_seen("p.id", "p.flags")} AS photo FROM team p
WHERE (p.flags & {int(Relation.MEMBER)}) <> 0 ORDER BY CASE p.role WHEN 'owner' THEN 0 WHEN 'recruiter' THEN 1 ELSE 2 END, p.search_name, p.id"""


def of(viewer: Viewer, key: str) -> Any:
    """One organisation for this viewer, with the `role` they have there or None; raises Missing."""
    found = row(ONE, viewer.id, key)
    if found is None:
        raise Missing
    return found


def listed(text: str = "", kind: str = "", after: str = "") -> tuple[list[Any], bool]:
    """Up to twenty verified organisations by name, after the one with this key; and whether there are more.

    Each word of the text begins a word of the name, or the name of the place.
    """
    sql, values = LISTED, []
    for word in fold(tidy(text[:LONGEST])).split()[:MOST_WORDS]:
        sql += f" AND {_HAS_WORD}"
        values += [f"{like(word)}%", f"% {like(word)}%", *between(word)]
    if kind in list(Kind):
        sql += " AND o.kind = ?"
        values.append(str(Kind(kind)))
    if after:
        sql += f" AND {_AFTER}"
        values.append(tidy(after))
    found = rows(f"{sql} ORDER BY o.folded, o.id LIMIT ?", *values, PAGE + 1)
    return found[:PAGE], len(found) > PAGE


def addresses(most: int) -> list[str]:
    """The keys of up to so many verified organisations, those accepted last first; households have no need to be found."""
    found = (
        "SELECT key FROM organisation WHERE state = 'verified' AND kind <> ? ORDER BY decided_at DESC, id DESC LIMIT ?"
    )
    return [one.key for one in rows(found, Kind.HOUSEHOLD, most)]


def colleagues(viewer: Viewer, organisation_id: int) -> list[Any]:
    """Those who act for it or are asked to (`since` is None), as far as they exist for the viewer; for members only."""
    return rows(SPEAKERS, *me(viewer), organisation_id) if viewer.base & Relation.MEMBER else []
