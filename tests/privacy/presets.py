"""What the three presets open to whom, written down once more."""

# The three presets, by what is open to whom: m(embers) e(veryone) f(riends) M(entors of mine) t (my menTees) c(oordinators).
_LETTERS = {"e": "everyone", "m": "members", "f": "friends", "M": "mentors", "t": "mentees", "c": "coordinators"}
_PRESETS = {
    "open": "photo:m about:e occupation:e work:m education:m place:m languages:m interests:m skills:m offers:e seeks:m "
    "open_work: experience: contact:fMt friends:m mutual:m lineage:m",
    "balanced": "photo:m about:m occupation:m work:fMtc education:fMtc place:m languages:m interests:m skills:m offers:m "
    "seeks:m open_work: experience: contact:Mt friends:f mutual:m lineage:Mt",
    "private": "photo:Mt about:Mt occupation:Mt work: education: place: languages:Mt interests: skills: offers:m seeks:Mt "
    "open_work: experience: contact: friends: mutual: lineage:",
}
PRESETS = {
    name: {
        part: {_LETTERS[one] for one in letters} for part, _, letters in (each.partition(":") for each in text.split())
    }
    for name, text in _PRESETS.items()
}
