"""The words of one's own profile: why each section is there, and what its form asks."""

from flask_babel import lazy_gettext as _

from mentorship.people.section import Section

# Why it is worth filling; also what stands there while it is empty.
INVITE = {
    Section.PHOTO: _("A photo of your face, so that people recognise you when you meet."),
    Section.ABOUT: _("A few lines in your own words, so that people know whom they would talk to."),
    Section.OCCUPATION: _("What you do, paid or not. People look for this first."),
    Section.WORK: _("Places where you have worked, also for a short time or without pay."),
    Section.EDUCATION: _("Schools, courses and training, finished or not."),
    Section.PLACE: _("Your town or region, so that people nearby can find you."),
    Section.LANGUAGES: _("The languages you speak, and how well."),
    Section.INTERESTS: _("What you like to do or to talk about."),
    Section.SKILLS: _("What you can do, with or without a paper for it."),
    Section.OFFERS: _("What you could help somebody with. People who seek it will find you."),
    Section.SEEKS: _("What you would like help with. We look for mentors who offer it."),
    Section.OPEN_WORK: _("The work you would like to do. Nobody sees it until you open it, and it closes by itself."),
    Section.EXPERIENCE: _("What you went through and could help somebody with who goes through it now."),
    Section.CONTACT: _("How to reach you outside this place."),
    Section.FRIENDS: _("The list of your friends here. Each friend decides too whether they are shown in it."),
    Section.MUTUAL: _("Friends whom you and a visitor both have. Each friend decides too."),
    Section.LINEAGE: _("Who mentors you and whom you mentor, today and before. Each of them decides too."),
}

TERM = {
    Section.OCCUPATION: _("What do you do?"),
    Section.WORK: _("Where did you work?"),
    Section.EDUCATION: _("Which school, course or training?"),
    Section.PLACE: _("Which town or region?"),
    Section.LANGUAGES: _("Which language?"),
    Section.INTERESTS: _("What do you like?"),
    Section.SKILLS: _("What can you do well?"),
    Section.OFFERS: _("What can you help with?"),
    Section.SEEKS: _("What would you like help with?"),
    Section.OPEN_WORK: _("Which work would you like to do?"),
    Section.EXPERIENCE: _("What have you lived through?"),
}

FOCUS = {Section.WORK: _("What did you do there?"), Section.EDUCATION: _("What did you learn there?")}
