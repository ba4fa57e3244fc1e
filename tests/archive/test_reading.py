"""A file that is damaged, or made by somebody who means harm, is refused in one sentence and changes nothing."""

import json
import random
import zipfile

import pytest

from mentorship.archive import Refused, reading
from mentorship.archive.lines import line, values
from mentorship.archive.restoring import restore
from mentorship.archive.writing import prove
from tests.archive.conftest import everything
from tests.cast import settle

NO_BACKUP = "This file is no backup of Mentorship, or it is damaged: "


@pytest.fixture
def good(cast, archive, backed_up):
    """A backup of the cast."""
    backed_up("cast")
    return archive


@pytest.fixture
def refused(another):
    """refused(path) restores into a place where Zoe lives, gives the sentence, and sees that nothing has changed."""

    def attempt(path):
        there = another()
        settle("Zoe")
        before, files = everything(), sorted(there.instance.iterdir())
        with pytest.raises(Refused) as reason:
            restore(there, path, replace=True)
        assert everything() == before
        assert {one.name for one in there.instance.iterdir()} - {one.name for one in files} <= {"serve.lock"}
        assert "\n" not in str(reason.value)
        return str(reason.value)

    return attempt


def rewritten(path, **changed):
    """The archive with some members changed; None takes one away, and a function changes the manifest."""
    with zipfile.ZipFile(path) as old:
        members = {name: old.read(name) for name in old.namelist()}
    manifest = json.loads(members["manifest.json"])
    if edit := changed.pop("manifest", None):
        edit(manifest)
        members["manifest.json"] = json.dumps(manifest).encode()
    members |= changed.pop("members", {})
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in members.items():
            if content is not None:
                new.writestr(name, content)
    return path


def test_a_file_that_is_not_there(refused, tmp_path):
    assert refused(tmp_path / "none.zip") == f"There is no file {tmp_path / 'none.zip'}."


@pytest.mark.parametrize("content", [b"", b"PK", b"a diary\n" * 100, bytes(range(256)) * 50])
def test_a_file_of_another_kind(refused, tmp_path, content):
    other = tmp_path / "other.zip"
    other.write_bytes(content)
    assert refused(other).startswith(NO_BACKUP)


def test_another_zip(refused, tmp_path):
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as file:
        file.writestr("letter.txt", "Dear Ada")
    assert refused(tmp_path / "other.zip").startswith(NO_BACKUP)


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.999])
def test_a_truncated_one(refused, good, part):
    content = good.read_bytes()
    good.write_bytes(content[: int(len(content) * part)])
    assert refused(good).startswith(NO_BACKUP)


@pytest.mark.parametrize(
    "name", ["../../evil", "/etc/cron.d/evil", "data/../../evil", "data\\..\\evil", "evil", "data/evil.jsonl", "data/"]
)
def test_a_member_that_does_not_belong(refused, good, name):
    assert "exactly what it says" in refused(rewritten(good, members={name: b"evil"}))


def test_a_member_that_is_missing(refused, good):
    assert refused(rewritten(good, members={"data/request.jsonl": None})).startswith(NO_BACKUP)


def test_a_row_that_was_changed(refused, good):
    with zipfile.ZipFile(good) as file:
        people = file.read("data/person.jsonl").replace(b"Eve", b"Eva")
    assert "person is not as it was written" in refused(rewritten(good, members={"data/person.jsonl": people}))


def test_a_key_that_was_changed(refused, good):
    assert "secret_key is not as it was written" in refused(rewritten(good, members={"secret_key": b"x" * 64}))


def test_a_newer_form(refused, good):
    assert "made by a newer version" in refused(rewritten(good, manifest=lambda one: one.update(format=2)))


def test_a_newer_shape(refused, good):
    def edit(manifest):
        manifest["migrations"].append("9999_flying")

    assert "made by a newer version" in refused(rewritten(good, manifest=edit))


@pytest.mark.parametrize(
    "wrong",
    [
        {"tables": {}},
        {"tables": []},
        {"tables": {"person": 1}},
        {"tables": {"person": {"columns": ["id"], "rows": 0, "sha256": "0" * 64}}},
        {"tables": {"person; DROP TABLE person": {"columns": ["id"], "rows": 0, "sha256": "0" * 64}}},
        {"files": {"../evil": "0" * 64}},
        {"files": {"secret_key": 5}},
        {"files": []},
        {"migrations": []},
        {"migrations": ["../evil"]},
        {"migrations": "0001_initial"},
        {"made_at": "yesterday"},
        {"made_at": 5},
        {"engine": None},
        {"format": "1"},
        {"format": None},
        {"more": 1},
    ],
    ids=str,
)
def test_a_manifest_that_makes_no_sense(refused, good, wrong):
    assert refused(rewritten(good, manifest=lambda one: one.update(wrong)))


@pytest.mark.parametrize(
    "text", [b"", b"[]", b"null", b"{", b"[" * 10**5, b"\xff\xfe", b'{"format":' + b"9" * 5000 + b"}"]
)
def test_a_manifest_that_is_none(refused, good, text):
    assert refused(rewritten(good, members={"manifest.json": text}))


def with_people(good, change):
    """The archive with lines of people that were changed and fit the manifest, as somebody who means harm would do it."""
    import hashlib

    with zipfile.ZipFile(good) as file:
        people = change(file.read("data/person.jsonl"))
    edit = lambda one: one["tables"]["person"].update(  # noqa: E731
        rows=people.count(b"\n"), sha256=hashlib.sha256(people).hexdigest()
    )
    return rewritten(good, manifest=edit, members={"data/person.jsonl": people})


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text + text.splitlines(True)[0],
        lambda text: text + b"[1]\n",
        lambda text: text + b"{}\n",
        lambda text: text.replace(b"[1,", b"[1.5,", 1),
        lambda text: text.replace(b"[1,", b"[true,", 1),
        lambda text: text.replace(b"[1,", b"[[],", 1),
        lambda text: text.replace(b"[1,", b'[{"base64":"!"},', 1),
        lambda text: text.replace(b"[1,", b'[{"base64":5},', 1),
        lambda text: text.replace(b"[1,", b"[99999999999999999999999,", 1),
        lambda text: text.replace(b'"active"', b'"flying"', 1),
        lambda text: b"".join(text.splitlines(True)[1:]),
    ],
)
def test_lines_that_do_not_fit(refused, good, change):
    assert refused(with_people(good, change))


def test_lines_without_end_are_not_read_into_memory(refused, good, monkeypatch):
    monkeypatch.setattr(reading, "LONGEST_LINE", 1000)
    assert refused(with_people(good, lambda text: text + b"[" + b"1," * 10_000 + b"1]\n"))


def test_flipped_bits_are_always_noticed(good):
    """Whatever bit is wrong, it is refused, or the content is the same all the same."""
    content, right, dice = good.read_bytes(), prove(good), random.Random(7)
    noticed = 0
    for _ in range(60):
        wrong = bytearray(content)
        wrong[dice.randrange(len(wrong))] ^= 1 << dice.randrange(8)
        good.write_bytes(wrong)
        try:
            assert prove(good) == right
        except Refused:
            noticed += 1
    assert noticed > 40


def test_a_line_is_read_as_it_was_written():
    row = [1, -(2**63 - 1), "", 'Ü"\\\n\u2028', None, b"", bytes(range(256))]
    assert values(line(row), len(row)) == row
    assert values(line([True, False]), 2) == [1, 0]


@pytest.mark.parametrize("value", [1.5, object(), {}])
def test_what_has_no_form_is_not_written(value):
    with pytest.raises(TypeError):
        line([value])
