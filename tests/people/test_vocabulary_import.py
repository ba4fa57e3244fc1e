"""Lists from outside: ESCO, ISCO-08 and GeoNames come in whole, twice is once, and nothing that is there gets lost."""

import threading
import time
from pathlib import Path

import pytest

from mentorship.database import database as connected
from mentorship.database import row, rows
from mentorship.discovery.terms import terms
from mentorship.people import facts
from mentorship.people.section import Section
from mentorship.people.vocabulary import Kind, find_or_add, importing, ship, shipping
from mentorship.people.vocabulary.files import UnknownFile, read
from mentorship.people.vocabulary.importing import Import, Outcome, sources
from mentorship.people.vocabulary.merging import rename, unite
from mentorship.privacy import profile
from mentorship.ties.relation import Viewer
from tests.cast import state, viewer

SAMPLES = Path(__file__).parent / "lists"
NAMES = sorted(path.name for path in SAMPLES.iterdir())
OWN = {"own.csv": Kind.TOPIC}
DATA = Path(__file__).parents[3] / "shared" / "data"


def brought(path, kind=None):
    """Imports a file; gives what came of it, the lines that were left out, and what was passed over."""
    contents = read(path, kind)
    done = Import(contents.entries, contents.source)
    for batch in done.batches():
        done.take(batch)
    return done.outcome, sorted([*contents.left, *done.left]), {why: n for why, n in contents.passed_over.items() if n}


def sample(name):
    outcome, left, _ = brought(SAMPLES / name, OWN.get(name))
    assert left == []
    return outcome


@pytest.fixture
def bring(database, tmp_path):
    """bring("name.csv", "line", …) writes such a file and imports it."""

    def write_and_bring(name, *lines, kind=None):
        (tmp_path / name).write_text("\n".join(lines) + "\n", "utf-8")
        return brought(tmp_path / name, kind)

    return write_and_bring


def everything():
    return [rows(f"SELECT * FROM {table} ORDER BY id") for table in ("term", "spelling", "beginning", "fact")]


def named(name, kind=Kind.OCCUPATION):
    """The term that goes by this spelling."""
    found = row(
        "SELECT t.* FROM spelling s JOIN term t ON t.id = s.term_id WHERE s.kind = ? AND s.folded = ?",
        kind,
        name.lower(),
    )
    assert found, name
    return found


def offered(typed, kind=Kind.PLACE):
    return [one.en for one in terms(Viewer.anonymous(), kind, typed)]


# Occupations, groups and skills


def test_occupations_come_with_all_their_labels(database):
    assert sample("occupations_en.csv") == Outcome(new=3, known=1)
    one = named("marzipan sculptor")
    assert (one.en, one.it, one.code, bool(one.shipped)) == ("marzipan sculptor", "marzipan sculptor", "7512", True)
    assert named("Modeller of marzipan").id == named("marzipan sculpter").id == one.id
    assert named("kite inspector").code == "1120"
    assert "marzipan sculptor" in offered("sculp", Kind.OCCUPATION)


def test_a_label_that_two_of_them_share_leads_to_neither(database):
    sample("occupations_en.csv")
    assert row("SELECT 1 AS x FROM spelling WHERE folded = 'almond paste artist'") is None
    assert find_or_add(Kind.OCCUPATION, "almond paste artist").written == "almond paste artist"


def test_a_shipped_term_keeps_its_names_and_learns_more_spellings(database):
    before = named("nurse")
    sample("occupations_en.csv")
    after = named("ward nurse")
    assert (after.id, after.en, after.it, after.code) == (before.id, before.en, before.it, before.code)


def test_what_is_out_of_use_is_passed_over(database):
    assert brought(SAMPLES / "occupations_en.csv")[2] == {"out of use": 1}
    assert row("SELECT 1 AS x FROM term WHERE en = 'gas lamp lighter'") is None


def test_groups_get_their_italian_names_by_their_code(database):
    assert sample("ISCOGroups_en.csv") == Outcome(new=2)
    assert sample("ch_isco19_de_fr_it.csv") == Outcome(changed=1, unknown=1)
    group = named("dolciai in senso lato")
    assert (group.en, group.it, group.code) == ("Sweet makers, in the widest sense", "Dolciai in senso lato", "7512")
    assert named("makers of food").it == "Makers of food"


def test_italian_names_before_the_english_ones_change_nothing(database):
    before = everything()
    assert sample("ch_isco19_de_fr_it.csv") == Outcome(unknown=2)
    assert sample("occupations_it.csv") == Outcome(unknown=2)
    assert everything() == before


def test_the_italian_file_of_esco_names_what_the_english_one_brought(database):
    sample("occupations_en.csv")
    assert sample("occupations_it.csv") == Outcome(changed=1, unknown=1)
    assert named("marzipan sculptor").it == "scultore di marzapane/scultrice di marzapane"
    assert named("artista del marzapane").id == named("marzipan sculptor").id


def test_languages_are_languages_and_how_well_one_knows_them_is_passed_over(database):
    outcome, left, passed = brought(SAMPLES / "languageSkillsCollection_en.csv")
    assert (outcome, left) == (Outcome(new=1), [])
    assert list(passed.values()) == [2]
    finnish = named("suomi", Kind.LANGUAGE)
    assert (finnish.en, finnish.it, finnish.code) == ("Finnish", "finlandese", "fi")
    assert row("SELECT count(*) AS n FROM spelling WHERE term_id = ?", finnish.id).n == 4


def test_skills_are_topics(database):
    sample("transversalSkillsCollection_en.csv")
    assert named("give impetus", Kind.TOPIC).en == "show initiative"


def test_a_list_of_ones_own_says_what_it_names(database):
    assert sample("own.csv") == Outcome(new=2)
    assert named("cetre", Kind.TOPIC).en == "zither repair"
    assert named("fermentare le verdure", Kind.TOPIC).en == "fermenting vegetables"


# Places


def test_places_of_one_name_are_told_apart(database):
    sample("cities_min.csv")
    assert offered("springfield") == ["Springfield, US-MO", "Springfield, US-MA", "Springfield, US-IL"]
    assert offered("valencia") == ["Valencia, Venezuela", "Valencia, Spain"]
    assert terms(Viewer.anonymous(), Kind.PLACE, "valencia, sp")[0].it == "Valencia, Spagna"
    assert offered("fushan") == ["Fushan, CN-25", "Fushan, CN-30"]


def test_nobody_is_put_into_a_place_that_many_names_could_mean(database):
    sample("cities_min.csv")
    assert find_or_add(Kind.PLACE, "Springfield").written == "Springfield"
    assert find_or_add(Kind.PLACE, "springfield, us-il").written is None


def test_the_place_that_everybody_means_goes_by_the_bare_name(database):
    sample("cities_min.csv")
    assert offered("paris") == ["Paris", "Paris, US-TX"]
    assert named("paris", Kind.PLACE).code == "FR-11"


def test_a_shipped_place_is_the_one_of_its_country(database):
    turin, naples = named("turin", Kind.PLACE), named("napoli", Kind.PLACE)
    sample("cities_min.csv")
    after = named("naples", Kind.PLACE)
    assert (after.id, after.en, after.it, after.weight) == (naples.id, "Naples", "Napoli", 909048)
    assert named("torino", Kind.PLACE).id == turin.id
    assert offered("naples") == ["Naples", "Naples, US-FL"]


def test_of_namesakes_in_one_region_the_largest_stands_for_all(database):
    assert brought(SAMPLES / "cities_min.csv")[2] == {"smaller places with the name and region of another": 1}
    assert (offered("zz land"), named("zz land", Kind.PLACE).weight) == (["Zz Land"], 90000)


def test_towns_of_italy_are_told_apart_by_their_region(database):
    sample("cities_it.csv")
    assert terms(Viewer.anonymous(), Kind.PLACE, "castro") == [
        ("Castro, Apulia", "Castro, Puglia"),
        ("Castro, Lombardy", "Castro, Lombardia"),
    ]
    assert named("zumpanu", Kind.PLACE).en == "Zumpano"
    assert named("augusta taurinorum", Kind.PLACE).en == "Turin"
    assert row("SELECT 1 AS x FROM spelling WHERE folded = 'trn'") is None


@pytest.mark.parametrize("order", [("cities_min.csv", "cities_it.csv"), ("cities_it.csv", "cities_min.csv")])
def test_a_place_in_two_files_is_one(database, order):
    for name in order:
        sample(name)
    assert row("SELECT count(*) AS n FROM term WHERE kind = 'place' AND en LIKE ?", "Turin%").n == 1
    assert named("augusta taurinorum", Kind.PLACE).weight == 847287


def test_the_official_files_with_tabs_are_read_too(database):
    outcome, left, passed = brought(SAMPLES / "cities.txt")
    assert (outcome, left) == (Outcome(new=1, changed=1), [])
    assert passed == {"not places where people live": 1}
    assert named("зквиль", Kind.PLACE).en == "Zqville"


def test_the_largest_place_is_offered_first_but_what_was_typed_in_full_before_it(bring):
    lines = [f"{number},Zqtown {number},DE,01,1,1,{number * 20_000},X" for number in range(1, 30)]
    bring("cities.csv", "geonameid,name,countrycode,admin1code,latitude,longitude,population,timezone", *lines)
    assert offered("zqt")[:3] == ["Zqtown 29", "Zqtown 28", "Zqtown 27"]
    assert offered("zqtown 2")[:2] == ["Zqtown 2", "Zqtown 29"]


# Repeating, and what is there already


@pytest.mark.parametrize("name", NAMES)
def test_the_second_time_nothing_changes(database, name):
    first, before = sample(name), everything()
    for _ in range(2):
        again = sample(name)
        assert (again.new, again.changed, again.joined) == (0, 0, 0)
        assert again.known + again.unknown == sum(first) - first.joined
        assert everything() == before


def test_all_of_them_twice_in_another_order_change_nothing(database):
    for name in NAMES:
        sample(name)
    sample("occupations_it.csv"), sample("ch_isco19_de_fr_it.csv")  # these come after the English files
    before = everything()
    for name in reversed(NAMES):
        sample(name)
    assert everything() == before


def test_shipping_after_an_import_changes_nothing(database):
    for name in NAMES:
        sample(name)
    before = everything()
    assert ship() == 0
    assert everything() == before


@pytest.mark.parametrize("name", NAMES)
def test_every_spelling_leads_to_a_term_of_its_kind_and_can_be_found(database, name):
    sample(name)
    assert rows("SELECT 1 AS x FROM spelling s JOIN term t ON t.id = s.term_id WHERE s.kind <> t.kind") == []
    assert rows("SELECT 1 AS x FROM beginning b JOIN term t ON t.id = b.term_id WHERE b.kind <> t.kind") == []
    assert rows("SELECT en FROM term t WHERE NOT EXISTS (SELECT 1 FROM beginning b WHERE b.term_id = t.id)") == []


@pytest.mark.parametrize("typed", ["Marzipan SCULPTOR", "modeller of marzipan", "marzipan sculpter"])
def test_what_a_member_wrote_becomes_the_official_term(cast, typed):
    facts.state(cast.ada.id, Section.OCCUPATION, typed)
    before = named(typed)
    outcome = sample("occupations_en.csv")
    assert outcome.joined == 1
    shown = profile.of(viewer(cast.ada), cast.ada.handle).facts[Section.OCCUPATION]
    assert "marzipan sculptor" in [one.term.en for one in shown]
    assert named("marzipan sculptor").id == named(typed).id
    assert row("SELECT count(*) AS n FROM term WHERE id = ?", before.id).n == (typed == "Marzipan SCULPTOR")


def test_two_words_of_members_for_one_term_become_one_and_nobody_states_it_twice(cast):
    state(cast.ada, Section.OCCUPATION, "marzipan sculptor", "modeller of marzipan")
    state(cast.bob, Section.OCCUPATION, "modeller of marzipan")
    state(cast.eve, Section.WORK, "Sweet House", focus="Modeller of Marzipan", year_from=2001)
    assert sample("occupations_en.csv").joined == 2
    id = named("marzipan sculptor").id
    stated = rows("SELECT person_id FROM fact WHERE term_id = ? ORDER BY person_id", id)
    assert [one.person_id for one in stated] == [cast.ada.id, cast.bob.id]
    (job,) = [one for one in profile.of(viewer(cast.eve), cast.eve.handle).facts[Section.WORK] if one.year_from == 2001]
    assert job.focus.en == "marzipan sculptor"


def test_a_word_of_a_member_that_could_mean_many_places_stays_theirs(cast):
    state(cast.bob, Section.PLACE, "Springfield")
    state(cast.eve, Section.PLACE, "paris")
    sample("cities_min.csv")
    shown = {
        one.name: [place.term.en for place in profile.of(viewer(one), one.handle).facts[Section.PLACE]]
        for one in (cast.bob, cast.eve)
    }
    assert shown == {"Bob": ["Turin", "Springfield"], "Eve": ["Paris"]}


def test_an_admins_names_stay_whatever_lists_say(cast, tmp_path, monkeypatch):
    sample("ISCOGroups_en.csv")
    rename(named("makers of food"), "Food makers", "Food makers")
    rename(named("nurse"), "registered nurse", "infermiera")
    sample("ISCOGroups_en.csv")
    (tmp_path / "x.csv").write_text("isco,en,it,also\n2221,nurse,infermiere/a,", "utf-8")
    monkeypatch.setattr(shipping, "SHIPPED", tmp_path)
    monkeypatch.setattr(shipping, "FILES", {"x.csv": Kind.OCCUPATION})
    assert ship() == 1
    assert (named("makers of food").en, named("nurse").en) == ("Food makers", "registered nurse")


def test_what_an_admin_made_one_stays_one(database):
    sample("cities_min.csv")
    gone, stays = named("fushan, cn-30", Kind.PLACE), named("fushan, cn-25", Kind.PLACE)
    unite(gone.id, stays.id)
    before = everything()
    assert sample("cities_min.csv").new == 0
    assert everything()[1:] == before[1:]
    assert named("fushan, cn-30", Kind.PLACE).id == stays.id


# Lines that are wrong, and files that are not known

HEADER = "geonameid,name,countrycode,admin1code,latitude,longitude,population,timezone"
GOOD = "1,Zqtown,DE,01,1,1,5000,Europe/Berlin"
WRONG = {
    "1,,DE,01,1,1,5000,X": "has no name",
    f"1,{'x' * 121},DE,01,1,1,5000,X": "has a name of more than 120 characters",
    "1,Zqtown,DE,01,1,1,many,X": "has no number of people but “many”",
    "1,Zqtown,DE,01,1,1,-5,X": "has no number of people but “-5”",
    "1,Zqtown,DE,01,1,1,99999999999,X": "has no number of people but “99999999999”",
    "1,Zqtown,Germany,01,1,1,5000,X": "has no country of two letters but “GERMANY”",
    "1,Zqtown,DE,0123456789,1,1,5000,X": "has a code of the region that is too long",
    "1,Zqtown,DE,01,north,1,5000,X": "has no point on earth but “north, 1”",
    "1,Zqtown,DE,01,91,1,5000,X": "has no point on earth but “91, 1”",
    "1,Zqtown,DE,01,1,1,5000": "has 7 columns instead of 8",
    "1,Zqtown,DE,01,1,1,5000,X,Y": "has 9 columns instead of 8",
}


@pytest.mark.parametrize("line", WRONG)
def test_a_wrong_line_is_named_with_its_number_and_the_rest_comes_in(bring, line):
    outcome, left, _ = bring("cities.csv", HEADER, GOOD, line, GOOD.replace("Zqtown", "Zqville"))
    assert outcome == Outcome(new=2)
    ((number, reason),) = left
    assert number == 3
    assert reason.startswith(WRONG[line])


def test_a_wrong_code_of_an_occupation_is_named(bring):
    header = "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,status"
    lines = ['Occupation,u/1,7512,"a\nb","c\nd",released', "Occupation,u/2,75x,kite maker,,released"]
    outcome, left, _ = bring("occupations_en.csv", header, *lines)
    assert outcome == Outcome(new=1)
    assert left == [(5, "has no code of one to four digits but “75x”")]


def test_bytes_that_are_no_utf_8_spoil_their_line_only(database, tmp_path):
    content = f"{HEADER}\n{GOOD}\n".encode() + "2,Zqtöwn,DE,02,1,1,5000,X\n".encode("latin-1")
    (tmp_path / "cities.csv").write_bytes(b"\xef\xbb\xbf" + content)
    outcome, left, _ = brought(tmp_path / "cities.csv")
    assert (outcome, left) == (Outcome(new=1), [(3, "is not written in UTF-8")])


def test_a_field_without_end_spoils_its_line_only(bring):
    outcome, left, _ = bring(
        "cities.csv", HEADER, GOOD, f"2,{'x' * 200_000},DE,01,1,1,5000,X", GOOD.replace("Zqtown", "Zqville")
    )
    assert outcome == Outcome(new=2)
    assert [number for number, _ in left] in ([3], [])


def test_two_lines_that_are_one_come_in_once(bring):
    lines = ["zither repair,cetre,,", "Zither repair,cetre,,", "zither repair,cetre,,"]
    assert bring("own.csv", "en,it,also,code", *lines, kind=Kind.TOPIC)[0] == Outcome(new=1, known=2)


@pytest.mark.parametrize(
    "lines",
    [
        ["a,b,c", "1,2,3"],
        [""],
        ["<html><body>not here</body></html>"],
        ["PK\x03\x04\x00\x00"],
        ["conceptType,preferredLabel"],
    ],
)
def test_a_file_that_is_no_list_is_refused_with_what_is_known(bring, lines):
    with pytest.raises(UnknownFile, match=r"occupations of ESCO.*places of GeoNames"):
        bring("x.csv", *lines)


def test_a_list_of_ones_own_without_a_kind_is_asked_for_it(bring):
    with pytest.raises(UnknownFile, match="--kind"):
        bring("own.csv", "en,it", "bocce,bocce")


def test_a_list_that_knows_its_kind_takes_no_other(bring):
    with pytest.raises(UnknownFile, match="places of GeoNames"):
        bring("cities.csv", HEADER, GOOD, kind=Kind.TOPIC)
    assert bring("cities.csv", HEADER, GOOD, kind=Kind.PLACE)[0] == Outcome(new=1)


def test_an_empty_list_is_no_mistake(bring):
    assert bring("cities.csv", HEADER) == (Outcome(), [], {})


def test_places_without_their_country_need_it_in_the_name_of_the_file(bring):
    outcome, left, _ = bring("places.csv", "geonameid,name,population", "1,Zqtown,5")
    assert (outcome, [reason for _, reason in left]) == (Outcome(), ["has no country of two letters but “”"])


def test_an_official_name_may_be_long_and_be_chosen(bring, cast):
    long = "Managers of everything that has not been named elsewhere, and of all that is left over besides it"
    bring("own.csv", "en,it", f'"{long}",{long[:110].replace(",", "")}', kind=Kind.OCCUPATION)
    facts.state(cast.bob.id, Section.OCCUPATION, long.upper())
    assert long in [one.term.en for one in profile.of(viewer(cast.bob), cast.bob.handle).facts[Section.OCCUPATION]]


def test_whose_lists_they_are_is_known(database):
    assert sources() == ["geonames"]
    for name in ("own.csv", "cities_min.csv", "ISCOGroups_en.csv", "occupations_en.csv", "cities_it.csv"):
        sample(name)
    assert sources() == ["esco", "geonames"]


# The server goes on


def test_who_writes_meanwhile_does_not_wait_long(cast, monkeypatch, tmp_path):
    monkeypatch.setattr(importing, "AT_ONCE", 200)
    lines = [f"{number},Zqtown {number},DE,01,1,1,{number},X" for number in range(3000)]
    (tmp_path / "cities.csv").write_text("\n".join([HEADER, *lines]), "utf-8")
    waits, ends = [], threading.Event()

    def write_all_the_time():
        try:
            while not ends.is_set():
                began = time.monotonic()
                facts.say(cast.bob.id, Section.ABOUT, f"at {began}")
                waits.append(time.monotonic() - began)
                time.sleep(0.01)
        finally:
            connected.close()

    other = threading.Thread(target=write_all_the_time)
    other.start()
    outcome = brought(tmp_path / "cities.csv")[0]
    ends.set()
    other.join()
    assert outcome == Outcome(new=3000)
    assert len(waits) > 3
    assert max(waits) < 2.5


def test_an_import_that_was_broken_off_is_taken_up_again(database, monkeypatch):
    monkeypatch.setattr(importing, "AT_ONCE", 4)
    done = Import(read(SAMPLES / "cities_min.csv").entries)
    done.take(next(done.batches()))
    assert done.outcome.new + done.outcome.changed == 4
    again = sample("cities_min.csv")
    assert (again.known, again.new + again.changed) == (4, 9)


# The real lists, where they are

REAL = {
    "esco/occupations_en.csv": (3007, 0),
    "esco/ISCOGroups_en.csv": (619, 0),
    "esco/ch_isco19_de_fr_it.csv": (819, 0),
    "esco/languageSkillsCollection_en.csv": (346, 0),
    "esco/transversalSkillsCollection_en.csv": (96, 0),
    "places/cities15000_min.csv": (34006, 0),
    "places/cities1000_it.csv": (10051, 0),
}


@pytest.mark.deep
@pytest.mark.once
@pytest.mark.skipif(not DATA.is_dir(), reason="the folder shared/data with the real lists is not beside this one")
def test_the_real_lists_come_in_whole_and_twice_is_once(cast):
    state(cast.bob, Section.PLACE, "zumpano")
    for name, (lines, wrong) in REAL.items():
        outcome, left, passed = brought(DATA / name)
        assert (sum(outcome) - outcome.joined + sum(passed.values()) + len(left), len(left)) == (lines, wrong), name
    before = everything()
    for name in REAL:
        outcome, _, _ = brought(DATA / name)
        assert (outcome.new, outcome.changed, outcome.joined) == (0, 0, 0), name
    assert everything() == before
    assert named("zumpano", Kind.PLACE).shipped
    for typed, first in (
        ("rom", "Rome"),
        ("milan", "Milan"),
        ("springfield", "Springfield, US-MO"),
        ("castro, p", "Castro, Apulia"),
    ):
        assert offered(typed)[0] == first
