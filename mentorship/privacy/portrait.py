"""The photo of somebody, if they have opened it to the viewer and photos are on in this place."""

from mentorship.database import row
from mentorship.errors import Missing
from mentorship.people.photo import LARGE, SMALL
from mentorship.people.section import Section
from mentorship.privacy.audience import seen
from mentorship.site.setting import Feature, is_on
from mentorship.ties.relation import ME, Viewer, me, relation_to

_COLUMNS = {SMALL: "small", LARGE: "large"}


def photo_of(person: str) -> str:
    """SQL for the key of the photo of the person with this row number, whoever looks; NULL if there is none."""
    return f"(SELECT x.key FROM photo x WHERE x.person_id = {person} AND {is_on(Feature.PHOTOS)})"


def photo_seen(person: str, flags: str) -> str:
    """SQL for the same key as far as a viewer with these flags may see it."""
    return f"""(SELECT x.key FROM photo x LEFT JOIN sharing h ON h.owner_id = x.person_id AND h.section = '{Section.PHOTO}'
 WHERE x.person_id = {person} AND {is_on(Feature.PHOTOS)} AND {seen("h.audience", flags)})"""


def content(viewer: Viewer, handle: str, key: str, size: int) -> bytes:
    """The WebP of this photo in one of its two sizes, if the viewer may see it now; raises Missing."""
    if size not in _COLUMNS:
        raise Missing
    found = row(
        f"""WITH {ME} SELECT x.{_COLUMNS[size]} AS content FROM me CROSS JOIN person p JOIN photo x ON x.person_id = p.id
        WHERE p.handle = ? AND x.key = ? AND x.key = {photo_seen("p.id", relation_to("p"))}""",
        *me(viewer),
        handle,
        key,
    )
    if found is None:
        raise Missing
    return bytes(found.content)
