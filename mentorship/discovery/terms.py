"""Terms while somebody types: what the vocabulary has that begins like this, and this viewer may know of."""

from mentorship.database import rows
from mentorship.people.vocabulary import Kind, TermName
from mentorship.people.vocabulary.term import BEGINS, between
from mentorship.privacy.audience import seen
from mentorship.text import fold, tidy
from mentorship.ties.relation import ME, Viewer, me, relation_to

LONGEST = 200
SUGGESTED_TERMS = 8
SPELLINGS = 6  # of one term that may begin alike

# What was typed in full comes first, then names before other spellings, the largest place, and first words.
_BEST_FIRST = "ORDER BY whole DESC, is_other, weight DESC, place, tail, en LIMIT ?"
_RANK = "b.whole, CASE WHEN b.place > 1 THEN 1 ELSE 0 END AS is_other, b.weight, b.place, b.tail"


def _stated(term: str, written: str) -> str:
    """The terms of members' own that the viewer may see somebody state; CROSS JOIN begins with the few that fit."""
    return f"""SELECT COALESCE(f.{written}, b.en) AS en, COALESCE(f.{written}, b.it) AS it, {_RANK}
 FROM me CROSS JOIN begun b CROSS JOIN fact f JOIN person p ON p.id = f.person_id
 LEFT JOIN sharing h ON h.owner_id = f.person_id AND h.section = f.section
 WHERE NOT b.shipped AND f.{term} = b.id AND {seen("h.audience", relation_to("p"))}"""


_TERMS = f"""WITH {ME}, begun AS MATERIALIZED (SELECT t.id, t.en, t.it, t.weight, t.shipped, w.tail, w.place,
   CASE WHEN w.tail = ? AND w.place IN (0, 2) THEN 1 ELSE 0 END AS whole
  FROM beginning w CROSS JOIN term t WHERE w.kind = ? AND {BEGINS} AND t.id = w.term_id)
SELECT en, it FROM (
 SELECT * FROM (SELECT b.en, b.it, {_RANK} FROM begun b WHERE b.shipped {_BEST_FIRST}) official
 UNION ALL {_stated("term_id", "written")}
 UNION ALL {_stated("focus_id", "focus_written")}) known
{_BEST_FIRST}"""


def terms(viewer: Viewer, kind: Kind, typed: str) -> list[TermName]:
    """Up to eight terms that begin like what was typed: shipped ones, and those the viewer may see somebody state."""
    start = fold(tidy(typed[:LONGEST]))
    if not start:
        return []
    most = SUGGESTED_TERMS * SPELLINGS
    found = rows(_TERMS, *me(viewer), start.encode(), kind, *between(start), most, most)
    return list(dict.fromkeys(TermName(one.en, one.it) for one in found))[:SUGGESTED_TERMS]
