"""Leaks that a tired programmer could write: each is one change to the product after which somebody learns too much."""

from typing import NamedTuple


class Leak(NamedTuple):
    """In this file of the project, `right` becomes `wrong`."""

    what: str
    path: str
    right: str
    wrong: str


LEAKS = (
    Leak(
        "search finds people by facts they hide",
        "mentorship/discovery/search.py",
        "OR f.focus_id IN (SELECT term_id FROM {{terms}})) AND {_SEEN_FACT})",
        "OR f.focus_id IN (SELECT term_id FROM {{terms}})))",
    ),
    Leak(
        "search reads what people wrote about themselves for others",
        "mentorship/discovery/search.py",
        "OR x.folded LIKE ? ESCAPE '!') AND {_SEEN_ABOUT}))",
        "OR x.folded LIKE ? ESCAPE '!')))",
    ),
    Leak(
        "the list of mentors counts those who hide that they mentor",
        "mentorship/discovery/search.py",
        'WHERE m.places > 0 AND {seen(_AUDIENCE.format(section="\'offers\'"), "p.flags")})',
        "WHERE m.places > 0)",
    ),
    Leak(
        "a friend in common counts though that friend hides it",
        "mentorship/discovery/common_ground.py",
        'WHERE via.flags <> 0 AND {seen("s.audience", "via.flags")})',
        "WHERE via.flags <> 0)",
    ),
    Leak(
        "a friend in common counts though the other hides it",
        "mentorship/discovery/common_ground.py",
        'WHERE j.flags <> 0 AND {seen("s.audience", "j.flags")})"""',
        'WHERE j.flags <> 0)"""',
    ),
    Leak(
        "a suggestion gives a hidden school as its reason",
        "mentorship/discovery/common_ground.py",
        'AND p.id <> me.id AND p.flags <> 0 AND {seen("s.audience", "p.flags")}',
        "AND p.id <> me.id AND p.flags <> 0",
    ),
    Leak(
        "suggestions are ranked by hidden facts",
        "mentorship/discovery/suggestions.py",
        'JOIN person_near p ON p.id = m.person_id WHERE {seen("m.audience", "p.flags")})',
        "JOIN person_near p ON p.id = m.person_id)",
    ),
    Leak(
        "whom to ask next names mentors who hide that they are",
        "mentorship/discovery/next_mentors.py",
        'AND {seen(_OFFERS, "mentor.flags")} AND mentor.id',
        "AND mentor.id",
    ),
    Leak(
        "view as shows one's own page",
        "mentorship/web/privacy.py",
        "flags_of(AUDIENCES[audience])",
        "flags_of(AUDIENCES[audience]) | Relation.SELF",
    ),
    Leak(
        "personal pages are kept by caches",
        "mentorship/web/headers.py",
        'setdefault("Cache-Control", "no-store")',
        'setdefault("Cache-Control", "private, max-age=60")',
    ),
    Leak(
        "photos are kept by every cache on the way",
        "mentorship/web/photos.py",
        '"private, no-cache"',
        '"public, max-age=3600"',
    ),
    Leak(
        "a photo can be fetched by whoever has its address",
        "mentorship/privacy/portrait.py",
        'AND x.key = ? AND x.key = {photo_seen("p.id", relation_to("p"))}"""',
        'AND x.key = ?"""',
    ),
    Leak(
        "a photo that is not there any more is still said to be unchanged",
        "mentorship/web/photos.py",
        "    answer = Response(portrait.content(viewer(), handle, key, size)",
        '    if f"{key}-{size}" in request.if_none_match:\n        return Response(status=304)\n'
        "    answer = Response(portrait.content(viewer(), handle, key, size)",
    ),
    Leak(
        "what somebody wrote for a few stands on the page for all",
        "mentorship/privacy/profile.py",
        "if one.text and one.section in shown}",
        "if one.text}",
    ),
    Leak(
        "the subject of a mail says who writes",
        "templates/mail/asked.txt",
        '{{ _("You have a new request") }}',
        '{{ _("You have a new request") }} {{ mail.name }}',
    ),
    Leak(
        "a mail names people though its reader did not choose so",
        "mentorship/talk/leaving.py",
        'notice.name if notice.name and may_name(viewer.id) else ""',
        'notice.name or ""',
    ),
    Leak(
        "a task one does not have is forbidden instead of absent",
        "mentorship/web/access.py",
        "    if not me().given & role:\n        abort(404)",
        "    if not me().given & role:\n        abort(403)",
    ),
    Leak(
        "what is offered while typing comes from hidden facts",
        "mentorship/discovery/terms.py",
        'AND f.{term} = b.id AND {seen("h.audience", relation_to("p"))}"""',
        'AND f.{term} = b.id"""',
    ),
    Leak(
        "notices stay after the two are gone for each other",
        "mentorship/talk/notices.py",
        'OR {relation_to("p")} <> 0) AND CASE',
        "OR 1 = 1) AND CASE",
    ),
    Leak(
        "an old conversation opens although one blocked the other",
        "mentorship/talk/conversation.py",
        'WHERE (c.low_id = me.id OR c.high_id = me.id) AND {relation_to("p")} <> 0"""\nONE',
        'WHERE (c.low_id = me.id OR c.high_id = me.id)"""\nONE',
    ),
    Leak(
        "anybody's conversation opens by its key",
        "mentorship/talk/conversation.py",
        'WHERE (c.low_id = me.id OR c.high_id = me.id) AND {relation_to("p")} <> 0"""\nONE',
        'WHERE {relation_to("p")} <> 0"""\nONE',
    ),
    Leak(
        "anybody's request opens by its key",
        "mentorship/ties/request/request.py",
        '{_SEEN} AND (r.sender_id = me.id OR r.recipient_id = me.id) AND r.key = ?"',
        '{_SEEN} AND r.key = ?"',
    ),
    Leak(
        "a block is felt by one of the two only",
        "mentorship/ties/relation.py",
        " WHEN EXISTS (SELECT 1 FROM block WHERE blocker_id = {owner}.id AND blocked_id = me.id) THEN 0\n",
        "",
    ),
    Leak(
        "former friends go on seeing as friends",
        "mentorship/ties/relation.py",
        "AND high_id = {high} AND ended_at IS NULL)",
        "AND high_id = {high})",
    ),
    Leak(
        "a coordinator sees whatever friends see",
        "mentorship/ties/relation.py",
        "base |= Relation.COORDINATOR",
        "base |= Relation.COORDINATOR | Relation.FRIEND",
    ),
    Leak(
        "a card shows what the page hides",
        "mentorship/privacy/profile.py",
        'AND {seen(_AUDIENCE, "p.flags")}\n        LEFT JOIN term t',
        "\n        LEFT JOIN term t",
    ),
    Leak(
        "a page says how soon a mentor answers who hides that they mentor",
        "mentorship/privacy/profile.py",
        "in_days(owner.answers) if Section.OFFERS in shown else None",
        "in_days(owner.answers)",
    ),
    Leak(
        "a list of friends names those who hide their friends",
        "mentorship/privacy/around.py",
        'WHERE other.flags <> 0 AND (other.owner = other.viewer OR {seen("s.audience", "other.flags")}) AND (',
        "WHERE other.flags <> 0 AND (",
    ),
    Leak(
        "a fragment is given to whoever asks for it by htmx",
        "mentorship/web/access.py",
        '    if view and not getattr(view, "is_public", False) and not is_signed_in():\n        abort(401)',
        '    if view and not getattr(view, "is_public", False) and not is_signed_in() and "HX-Request" not in request.headers:\n'
        "        abort(401)",
    ),
    Leak(
        "a suspended person's page still opens",
        "mentorship/ties/relation.py",
        "WHEN {owner}.state <> 'active' THEN 0",
        "WHEN {owner}.state NOT IN ('active', 'suspended') THEN 0",
    ),
)
