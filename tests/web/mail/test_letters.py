"""What stands in a letter, in both languages, and what must never stand there."""

import email
import itertools
import re
from dataclasses import replace
from email.errors import MessageError
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship import clock
from mentorship.database import rows, write
from mentorship.people import facts, invitation, token
from mentorship.people.person import Person
from mentorship.people.section import Section
from mentorship.records import choice, mail
from mentorship.records.choice import Choice
from mentorship.records.mail import Letter
from mentorship.records.notice import TOPIC, Kind, Topic
from mentorship.records.telling import tell
from mentorship.site import setting
from mentorship.talk import conversation, leaving, message
from mentorship.talk.leaving import Leaving
from mentorship.ties.request import answering, request, settling
from mentorship.web import language
from mentorship.web.joining import token_of
from mentorship.web.links import unsigned
from mentorship.web.mail import digests, envelope, letters
from tests.cast import befriend, change, mentor, viewer, wish
from tests.post import text_of
from tests.web.mail.conftest import PUBLIC

KINDS = [*(kind for kind in Kind if kind not in leaving.WITHOUT_MAIL), *Letter, "test"]
NEWS = {Topic.REQUESTS: 1, Topic.MENTORING: 2, Topic.MESSAGES: 3, Topic.TASKS: 1, Topic.WORK: 2}


def a_mail(kind, **known):
    """A mail of this kind as it may leave."""
    topic = TOPIC.get(kind)
    at = clock.microseconds(clock.now())
    reader = {"address": "ada@example.org", "language": "en", "handle": "handlehandle"}
    about = {
        "about": "aboutabouta2",
        "notice": "noticenotice" if topic else "",
        "topic": topic,
        "until": at,
        "since": at,
    }
    return Leaving("keyofthemail", kind, counts=NEWS if kind == Letter.DIGEST else {}, **reader | about | known)


@pytest.fixture
def write_letter(app):
    """write_letter(mail) is the letter, and the message with its headers."""

    def written(one):
        with app.app_context():
            letter = letters.write(one)
            return letter, envelope.enclose(one, letter, app.config["SETTINGS"])

    return written


@pytest.mark.parametrize("spoken", ["en", "it"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_mail_can_be_written_in_every_language(write_letter, kind, spoken):
    letter, message = write_letter(a_mail(kind, language=spoken))
    assert 5 < len(letter.subject) < 60
    assert letter.text.startswith(("Hello,\n\n", "Ciao", "Buongiorno"))
    assert f"\n{PUBLIC}/" in letter.text
    assert message["Content-Language"] == spoken
    assert not re.search(r"%\(|\{|\}|None|\n\n\n|[ \t]\n", letter.text), letter.text
    lines = text_of(message).splitlines()
    assert all(len(line) <= envelope.WIDTH or line.startswith(PUBLIC) for line in lines)
    assert " ".join(lines).split() == letter.text.split()


def test_there_is_a_text_for_every_kind_and_for_nothing_else(app):
    names = {name.removeprefix("mail/") for name in app.jinja_env.list_templates(extensions=["txt"])}
    assert names == {f"{kind}.txt" for kind in KINDS} | {"letter.txt"}


def test_a_place_that_does_not_speak_a_language_writes_in_its_own(write_letter, database):
    setting.change(languages=["it"])
    _letter, message = write_letter(a_mail(Kind.ASKED))
    assert message["Content-Language"] == "it"


def test_reading_a_mail_on_a_page_leaves_the_page_in_its_language(app):
    with app.test_request_context("/", headers={"Accept-Language": "en"}):
        letters.write(a_mail(Kind.ASKED, language="it"))
        assert language.current() == "en"


# --- links


LINK = re.compile(rf"^{PUBLIC}/(\S*)$", re.MULTILINE)


def links(letter):
    return LINK.findall(letter.text)


@pytest.mark.parametrize("kind", [Kind.ASKED, Kind.REMINDED])
def test_a_request_is_answered_by_a_signed_link(app, write_letter, kind):
    link = links(write_letter(a_mail(kind))[0])[0]
    with app.app_context():
        handle, about, sign = unsigned("answer", link.removeprefix("answer/"))
    assert (handle, about) == ("handlehandle", "aboutabouta2")
    assert "@" not in sign
    assert "example" not in sign


@pytest.mark.parametrize(("kind", "path"), [(Letter.CONFIRM, "confirm"), (Letter.RESET, "reset")])
def test_a_right_travels_in_a_signed_link(app, write_letter, kind, path):
    link = links(write_letter(a_mail(kind))[0])[0]
    with app.app_context():
        assert unsigned(path, link.removeprefix(f"{path}/")) == "aboutabouta2"


def test_an_invitation_brings_a_sign_of_its_address_along_and_does_not_tell_it(app, write_letter):
    """An address of the web stays in histories and in the logs of servers on its way."""
    link = links(write_letter(a_mail(Letter.INVITED))[0])[0]
    with app.app_context():
        assert link == f"join/{token_of('aboutabouta2', 'ada@example.org')}"
        assert link != f"join/{token_of('aboutabouta2', 'bob@example.org')}"
        assert "ada" not in unsigned("join", link.removeprefix("join/"))
        assert "example" not in unsigned("join", link.removeprefix("join/"))


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind in TOPIC and kind not in (Kind.ASKED, Kind.REMINDED)])
def test_other_news_lead_to_the_notice(write_letter, kind):
    assert links(write_letter(a_mail(kind))[0])[0] == "notices/noticenotice"


def test_links_lead_to_the_public_address_with_its_prefix(mailing):
    app = mailing(public_url="https://example.org/mentors")
    with app.test_request_context("/", headers={"Host": "evil.example"}):
        text = letters.write(a_mail(Letter.RESET)).text
    assert "\nhttps://example.org/mentors/reset/" in text
    assert "evil.example" not in text


@pytest.mark.parametrize("kind", KINDS)
def test_news_can_be_turned_off_by_one_press_and_letters_about_the_account_cannot(app, write_letter, kind):
    letter, message = write_letter(a_mail(kind))
    if kind not in TOPIC and kind != Letter.DIGEST:
        assert (message["List-Unsubscribe"], message["List-Unsubscribe-Post"]) == (None, None)
        assert "unsubscribe" not in letter.text
        return
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["List-Unsubscribe"] == f"<{letter.unsubscribe}>"
    assert letter.unsubscribe in letter.text
    with app.app_context():
        found = unsigned("unsubscribe", letter.unsubscribe.removeprefix(f"{PUBLIC}/unsubscribe/"))
    assert found == ["handlehandle", "daily" if kind == Letter.DIGEST else TOPIC[kind]]


def test_the_one_press_of_a_mail_works_as_the_standard_has_it(confirmed, app, browser, deliver, office):
    pair = mentor(confirmed.ada, confirmed.bob)
    tell(confirmed.bob.id, Kind.ENDED, confirmed.ada.id, pair.key)
    hasten()
    deliver()
    address = office.taken[-1]["List-Unsubscribe"].strip("<>").removeprefix(PUBLIC)
    answer = browser().client.post(
        address, data={"List-Unsubscribe": "One-Click"}, headers={"Origin": "https://mail.example"}
    )
    assert answer.status_code == 200
    assert choice.choice_of(confirmed.bob.id, Topic.MENTORING) == Choice.NEVER


@write
def hasten():
    mail.Mail.update(due_at=clock.now()).execute()


# --- headers


def test_the_headers_say_what_it_is(write_letter):
    _letter, message = write_letter(a_mail(Kind.ASKED))
    assert message["From"].addresses[0].addr_spec == "us@example.org"
    assert message["From"].addresses[0].display_name == "Mentorship"
    assert message["To"] == "ada@example.org"
    assert message["Message-ID"] == "<keyofthemail@example.org>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Date"].datetime.tzinfo is not None
    assert message.get_content_type() == "text/plain"


def test_a_long_link_in_a_header_stays_a_link(confirmed, write_letter):
    _letter, message = write_letter(a_mail(Kind.ASKED))
    packed = message.as_bytes()
    assert re.search(rb"^List-Unsubscribe: <https://\S{80,}>\r$", packed, re.MULTILINE)
    assert max(map(len, packed.splitlines())) < 998


@write
def name_the_place(name):
    """As if somebody had written into the database itself: the page takes no such name."""
    setting.Setting.delete().execute()
    setting.Setting.create(name="name", value=name.replace("\x00", ""), version=9)  # no engine keeps NUL
    setting.forget()


NAMES = [
    "Mentors\r\nBcc: everybody@evil.example\r\n\r\n<b>Buy</b>",
    "a\x07b",
    "x\u2028Bcc: y",
    '"quoted" <x@evil.example>, everybody@evil.example',
    "=?utf-8?q?=0D=0ABcc:_x?=",
    "Mentors =?utf-8?b?DQpCY2M6IHg=?= here",
    "ב" * 40,
]


def refuse_smuggled(message):
    """The headers as they travel must be those that were set, and one sender, and one address."""
    head = message.as_bytes().split(b"\r\n\r\n")[0]
    names = [
        line.split(b":")[0].decode() for line in re.split(rb"\r\n|\r|\n", head) if not line.startswith((b" ", b"\t"))
    ]
    assert names == message.keys()
    assert "Bcc" not in names
    read = email.message_from_bytes(message.as_bytes(), policy=default)
    assert [one.addr_spec for one in (*read["From"].addresses, *read["To"].addresses)] == [
        "us@example.org",
        "ada@example.org",
    ]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", [Kind.ASKED, Letter.CONFIRM, "test"])
def test_the_name_of_the_place_smuggles_no_header_in(write_letter, name, kind):
    name_the_place(name)
    refuse_smuggled(write_letter(a_mail(kind))[1])


PIECES = st.sampled_from(
    ["=?utf-8?q?", "=0D=0A", "?=", "\r", "\n", "Bcc: ", "=?", "=", "?", " ", '"', "<", ">", "@", ",", "à"]
)


@given(name=st.lists(PIECES | st.text(max_size=5), max_size=12).map("".join))
def test_no_name_at_all_smuggles_anything_in(write_letter, name):
    name_the_place(name)
    refuse_smuggled(write_letter(a_mail("test"))[1])
    refuse_smuggled(write_letter(a_mail(Kind.ASKED, name=name))[1])


@pytest.mark.parametrize(
    "address", ["a@x.org, b@y.org", "a@x.org\r\nBcc: b@y.org", "<a@x.org> b@y.org", "a b@x.org", ""]
)
def test_one_mail_goes_to_one_address(write_letter, address):
    with pytest.raises((ValueError, IndexError, MessageError)):
        write_letter(a_mail(Letter.RESET, address=address))


@pytest.mark.parametrize(("typed", "known"), [("a@bücher.example", "a@xn--bcher-kva.example"), ("a@x.org", "a@x.org")])
def test_a_host_with_accents_has_a_plain_name(write_letter, typed, known):
    assert write_letter(a_mail(Letter.RESET, address=typed))[1]["To"] == known


def test_accents_arrive_as_they_were_written(confirmed, deliver, office):
    setting.change(name="Città dei mentori")
    mail.post(Letter.APPROVED, confirmed.ada.id)
    deliver()
    assert "Città dei mentori" in text_of(office.taken[0])
    assert office.raw[0].isascii()
    assert max(map(len, office.raw[0].splitlines())) < 998


# --- nothing about anybody


def canaries(cast):
    """A word that stands nowhere else, in every place where somebody writes about themselves."""
    words = itertools.count(1)

    def canary(kind):
        return f"{kind}canary{next(words)}x"

    for person in Person.select():
        change(person, name=canary("Name"), search_name="x", email=f"{canary('mail')}@example.org")
        facts.say(person.id, Section.ABOUT, canary("About"))
        facts.say(person.id, Section.CONTACT, canary("Contact"))
        for section in (Section.SKILLS, Section.EXPERIENCE, Section.INTERESTS):
            facts.state(person.id, section, canary("Fact"))


def everything_that_can_happen(cast):
    """Every kind of notice and of letter, each about people whose every word is a canary."""
    asked = wish(cast.bob, cast.ada, goal="Goalcanary1x", tried="Triedcanary2x")
    tell(cast.ada.id, Kind.REMINDED, cast.bob.id, asked.key)
    answering.ask(wish(cast.eve, cast.ada, goal="Goalcanary3x"), "Questioncanary4x")
    answered = wish(cast.dora, cast.ada, goal="Goalcanary5x")
    answering.ask(answered, "Questioncanary6x")
    answering.answer(request.from_me(viewer(cast.dora), answered.key), "Answercanary7x")
    answering.decline(wish(cast.finn, cast.ada, goal="Goalcanary8x"), "no_time")
    answering.accept(wish(cast.aldo, cast.ada, goal="Goalcanary9x"))
    pair = mentor(cast.dora, cast.cleo, goal="Goalcanary10x")
    tell(cast.cleo.id, Kind.ENDED, cast.dora.id, pair.key)
    befriend(cast.eve, cast.bob)
    message.send(conversation.open_with_friend(cast.eve.id, cast.bob.id), cast.eve.id, "Messagecanary11x", "once")
    for letter in (Letter.KNOWN, Letter.PASSWORD, Letter.TWO_STEP, Letter.APPROVED):
        mail.post(letter, cast.eve.id)
    mail.post(Letter.RESET, cast.eve.id, token.issue(cast.eve.id, token.Purpose.RESET))
    mail.post(
        Letter.CONFIRM,
        cast.eve.id,
        token.issue(cast.eve.id, token.Purpose.CONFIRM, "new@example.org"),
        "new@example.org",
    )
    made = invitation.make(cast.dora.id, language="en", days=7, address="inv@example.org", label="Labelcanary12x")
    mail.post(Letter.INVITED, None, made.key, "inv@example.org")
    mail.post(Letter.MOVED, cast.eve.id, address="old@example.org")


def test_no_mail_says_anything_about_anybody(confirmed, app, deliver, office, moved_clock):
    canaries(confirmed)
    everything_that_can_happen(confirmed)
    for person in (confirmed.bob, confirmed.eve):
        choice.choose(person.id, Topic.MESSAGES, Choice.DAILY)
    moved_clock(hours=24)
    with app.app_context():
        gathered = digests.gather() or gathered_later(app, moved_clock)
    moved_clock(minutes=3)
    deliver()
    assert gathered
    kinds = {one.kind for one in rows("SELECT kind FROM mail WHERE state = 'sent'")}
    assert kinds >= {
        "asked",
        "reminded",
        "question",
        "answer",
        "accepted",
        "declined",
        "ended",
        "digest",
        "moved",
        "invited",
    }
    for one in office.taken:
        whole = f"{one['Subject']} {one['From']} {text_of(one)}"
        assert "canary" not in whole.lower(), whole


def gathered_later(app, moved_clock):
    """Digests come from seven in the morning on."""
    for _hour in range(12):
        moved_clock(hours=1)
        if made := digests.gather():
            return made
    return 0


def test_those_who_chose_it_read_the_name_and_nothing_else(confirmed, deliver, office):
    canaries(confirmed)
    choice.choose_all(confirmed.ada.id, {}, names=True)
    wish(confirmed.bob, confirmed.ada, goal="Goalcanary1x")
    hasten()
    deliver()
    name = Person.get_by_id(confirmed.bob.id).name
    (taken,) = office.taken
    assert name not in taken["Subject"]
    assert re.findall(r"\w*canary\w*", text_of(taken)) == [name]


def test_a_name_changed_meanwhile_is_the_new_one(confirmed, deliver, office):
    choice.choose_all(confirmed.ada.id, {}, names=True)
    wish(confirmed.bob, confirmed.ada)
    change(confirmed.bob, name="Robert")
    hasten()
    deliver()
    assert "It is about Robert." in text_of(office.taken[0])


def test_the_day_until_which_one_can_change_ones_mind_is_said(write_letter):
    at = clock.microseconds(clock.now())
    assert (
        write_letter(a_mail(Letter.CLOSED, since=at))[0].text
        != write_letter(a_mail(Letter.CLOSED, since=at - 10**12))[0].text
    )


def test_settling_makes_the_mail_silent(confirmed, deliver, office):
    asked = wish(confirmed.bob, confirmed.ada)
    settling.withdraw(request.from_me(viewer(confirmed.bob), asked.key))
    hasten()
    assert deliver() == 0


def test_a_mail_differs_by_nothing_but_its_links(write_letter):
    """Two requests about different things, by different people, give the same words."""
    one = a_mail(Kind.ASKED)
    other = replace(one, about="otherabout22", handle="otherhandle2")
    texts = [LINK.sub("", write_letter(mail)[0].text) for mail in (one, other)]
    assert texts[0] == texts[1]
