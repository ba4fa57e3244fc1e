"""Who sees what, said a second time: a table in words that shares nothing with the code it judges.

x: sees a section that is open to this audience alone. Otherwise the section is hidden (-), or there is no sign that its
owner exists (0). "only me" is open to no audience. Somebody who is suspended, waits or has closed looks as one who is
not signed in. Former ties, open requests, rests of a task and the tasks of those who keep the place open nothing.
"""

AUDIENCES = ("everyone", "members", "friends", "mentors", "mentees", "coordinators", "employers", "only me")
TABLE = """
viewer                       everyone  members  friends  mentors  mentees  coordinators  employers  only me
anonymous                        x        0        0        0        0          0            0         0
pending                          x        0        0        0        0          0            0         0
suspended                        x        0        0        0        0          0            0         0
closed                           x        0        0        0        0          0            0         0
stranger                         x        x        -        -        -          -            -         -
friend                           x        x        x        -        -          -            -         -
mentor                           x        x        -        x        -          -            -         -
mentee                           x        x        -        -        x          -            -         -
friend and mentor                x        x        x        x        -          -            -         -
friend and mentee                x        x        x        -        x          -            -         -
request out                      x        x        -        -        -          -            -         -
request in                       x        x        -        -        -          -            -         -
former friend                    x        x        -        -        -          -            -         -
former mentor                    x        x        -        -        -          -            -         -
former mentee                    x        x        -        -        -          -            -         -
coordinator                      x        x        -        -        -          x            -         -
coordinator without second step  x        x        -        -        -          -            -         -
employer                         x        x        -        -        -          -            x         -
moderator                        x        x        -        -        -          -            -         -
admin                            x        x        -        -        -          -            -         -
blocked                          0        0        0        0        0          0            0         0
blocked friend                   0        0        0        0        0          0            0         0
has blocked                      0        0        0        0        0          0            0         0
self                             x        x        x        x        x          x            x         x
"""
ROWS = [line.rsplit(None, len(AUDIENCES)) for line in TABLE.strip().splitlines()[1:]]
CELLS = {(who, audience): cell for who, *cells in ROWS for audience, cell in zip(AUDIENCES, cells, strict=True)}
VIEWERS = tuple(who for who, *_ in ROWS)
GONE = ("pending", "suspended", "closed", "erased")  # owners in these states exist for nobody

# Lists of people are for those who take part; what two people share is nothing to oneself.
LISTS, OUTSIDE = ("friends", "mutual", "lineage"), ("anonymous", "pending", "suspended", "closed")
NEVER = {(who, part): None for who in OUTSIDE for part in LISTS} | {("self", "mutual"): False}


def decides(viewer, audiences, section="", owner="active"):
    """True: sees the section. False: does not. None: as far as it depends on this section, the owner does not exist."""
    found = {CELLS[viewer, audience] for audience in audiences or ("only me",)}
    if owner in GONE or found == {"0"}:
        return None
    return NEVER.get((viewer, section), "x" in found)


def decides_page(viewer, settings, owner="active"):
    """The sections seen, of {section: audiences}; None if there is no such page."""
    answers = {section: decides(viewer, audiences, section, owner) for section, audiences in settings.items()}
    return None if set(answers.values()) == {None} else {section for section in answers if answers[section]}
