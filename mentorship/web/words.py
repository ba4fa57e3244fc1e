"""The words of the pages for everything the domain names by a code."""

from flask_babel import lazy_gettext as _

from mentorship.discovery.dismissal import Lane
from mentorship.errors import N_
from mentorship.people.person import STAFF, Purpose, Role
from mentorship.people.section import Area, Level, Section
from mentorship.people.vocabulary import Kind
from mentorship.privacy.audience import Preset
from mentorship.records.choice import Choice
from mentorship.records.notice import Topic
from mentorship.ties.mentorship import Rhythm
from mentorship.ties.request.request import Reason

SECTION = {
    Section.PHOTO: _("My photo"),
    Section.ABOUT: _("About me"),
    Section.OCCUPATION: _("What I do"),
    Section.WORK: _("Where I have worked"),
    Section.EDUCATION: _("School and training"),
    Section.PLACE: _("Where I live"),
    Section.LANGUAGES: _("Languages"),
    Section.INTERESTS: _("Interests"),
    Section.SKILLS: _("What I am good at"),
    Section.OFFERS: _("What I offer"),
    Section.SEEKS: _("What I seek"),
    Section.OPEN_WORK: _("Work I am open to"),
    Section.EXPERIENCE: _("What I have lived through"),
    Section.CONTACT: _("How to reach me"),
    Section.FRIENDS: _("My friends"),
    Section.MUTUAL: _("Friends we share"),
    Section.LINEAGE: _("My mentors and mentees"),
}

# The same sections on somebody else's page.
THEIR_SECTION = {
    Section.PHOTO: _("Photo"),
    Section.ABOUT: _("About"),
    Section.OCCUPATION: _("Occupation"),
    Section.WORK: _("Work"),
    Section.EDUCATION: _("School and training"),
    Section.PLACE: _("Place"),
    Section.LANGUAGES: _("Languages"),
    Section.INTERESTS: _("Interests"),
    Section.SKILLS: _("Good at"),
    Section.OFFERS: _("Offers"),
    Section.SEEKS: _("Seeks"),
    Section.OPEN_WORK: _("Open to work"),
    Section.EXPERIENCE: _("Lived experience"),
    Section.CONTACT: _("How to get in touch"),
    Section.FRIENDS: _("Friends"),
    Section.MUTUAL: _("Friends you share"),
    Section.LINEAGE: _("Mentors and mentees"),
}

AUDIENCE = {
    "everyone": _("Everyone"),
    "members": _("Members"),
    "friends": _("My friends"),
    "mentors": _("My mentors"),
    "mentees": _("My mentees"),
    "coordinators": _("Coordinators"),
    "employers": _("Employers"),
}

PRESET = {Preset.OPEN: _("Open"), Preset.BALANCED: _("Balanced"), Preset.PRIVATE: _("Private")}
PRESET_MEANING = {
    Preset.OPEN: _("Members see most of you; everyone on the web sees what you do and offer."),
    Preset.BALANCED: _("Members see enough to find you; your history opens to people you are tied to."),
    Preset.PRIVATE: _("Almost nothing shows until you say yes to somebody."),
}

AREA = {Area.LEARNING: _("Learning"), Area.WORK: _("Work"), Area.SOCIAL: _("Social life")}
KIND = {
    Kind.OCCUPATION: _("Occupations"),
    Kind.TOPIC: _("Interests, skills and wishes"),
    Kind.PLACE: _("Places"),
    Kind.LANGUAGE: _("Languages"),
    Kind.SCHOOL: _("Schools and courses"),
    Kind.WORKPLACE: _("Workplaces"),
    Kind.FIELD: _("Subjects learned"),
    Kind.EXPERIENCE: _("Lived experience"),
}
LEVEL = {
    Level.BASIC: _("a little"),
    Level.GOOD: _("well"),
    Level.FLUENT: _("fluently"),
    Level.NATIVE: _("mother tongue"),
}
RHYTHM = {
    Rhythm.WEEKLY: _("Every week"),
    Rhythm.FORTNIGHTLY: _("Every two weeks"),
    Rhythm.MONTHLY: _("Once a month"),
    Rhythm.WHEN_NEEDED: _("When needed"),
}
WEEKS = {4: _("4 weeks"), 8: _("8 weeks"), 12: _("3 months"), 24: _("6 months"), 52: _("1 year")}
REASON = {
    Reason.NO_TIME: _("I have no time for this at the moment"),
    Reason.NOT_MY_FIELD: _("This is not what I know best"),
    Reason.FULL: _("All my places are taken"),
    Reason.SOMEONE_ELSE: _("I think somebody else fits better"),
    Reason.NOT_NOW: _("Not now, and I wish you well"),
}
# The same reasons, told to the person who asked.
REASON_GIVEN = {
    Reason.NO_TIME: _("has no time for this at the moment"),
    Reason.NOT_MY_FIELD: _("says that this is not what they know best"),
    Reason.FULL: _("has no free place at the moment"),
    Reason.SOMEONE_ELSE: _("thinks that somebody else fits better"),
    Reason.NOT_NOW: _("cannot now, and wishes you well"),
}
PURPOSE = {
    Purpose.SEEK: _("I want a mentor"),
    Purpose.MENTOR: _("I can mentor"),
    Purpose.BOTH: _("Both"),
    Purpose.LOOK: _("I am looking around"),
}
ROLE = {
    Role.COORDINATOR: _("Coordinator"),
    Role.MODERATOR: _("Moderator"),
    Role.ADMIN: _("Admin"),
    Role.EMPLOYER: _("Employer"),
}
# Who acts for an organisation is an employer: no admin gives that.
GIVEN_ROLE = {role: label for role, label in ROLE.items() if role in STAFF}
LANE = {
    Lane.KNOW: _("People you may know"),
    Lane.SHOULD: _("People you should know"),
    Lane.HELP: _("People you could help"),
}
LANE_MEANING = {
    Lane.KNOW: _("Through your friends, your schools and the places where you have worked."),
    Lane.SHOULD: _("Mentors outside your circle for what you seek."),
    Lane.HELP: _("They seek what you offer."),
}
MAIL_TOPIC = {
    Topic.REQUESTS: _("Requests"),
    Topic.MENTORING: _("Mentoring"),
    Topic.MESSAGES: _("Messages"),
    Topic.TASKS: _("My tasks in this place"),
    Topic.WORK: _("Work and jobs"),
}
MAIL_TOPIC_MEANING = {
    Topic.REQUESTS: _("Somebody asks you, answers you, or waits for your answer."),
    Topic.MENTORING: _("Something changes in a mentorship of yours."),
    Topic.MESSAGES: _("Somebody wrote to you."),
    Topic.TASKS: _("Somebody waits to be let in, or a report waits for a moderator."),
    Topic.WORK: _("Something changes about a job, or about an organisation that you act for."),
}
MAIL_CHOICE = {Choice.AT_ONCE: _("At once"), Choice.DAILY: _("Once a day"), Choice.NEVER: _("Never")}

# Phrases about two people; %(terms)s is a list in words.
HELPS_ME = N_("Offers what you seek: %(terms)s.")
I_HELP = N_("Seeks what you offer: %(terms)s.")
IN_COMMON = {
    Section.OCCUPATION: N_("the same occupation: %(terms)s"),
    Section.WORK: N_("the same workplace: %(terms)s"),
    Section.EDUCATION: N_("the same school: %(terms)s"),
    Section.PLACE: N_("the same place: %(terms)s"),
    Section.INTERESTS: N_("the same interests: %(terms)s"),
    Section.SKILLS: N_("the same skills: %(terms)s"),
    Section.EXPERIENCE: N_("you both lived through %(terms)s"),
    Section.LANGUAGES: N_("you both speak %(terms)s"),
}
