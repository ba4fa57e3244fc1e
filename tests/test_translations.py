"""Two languages: every sentence stands in both, with its plural forms and the same values in it."""

import io
import re
from pathlib import Path

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "mentorship/translations/it/LC_MESSAGES"
KEYWORDS = DEFAULT_KEYWORDS | {"N_": None, "lazy_gettext": None}


@pytest.fixture(scope="module")
def sentences():
    """Every sentence of code and templates; a plural one as a pair."""
    with (ROOT / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    found = set()
    for folder in ("mentorship", "templates"):
        extracted = extract_from_dir(
            str(ROOT / folder),
            [(pattern.removeprefix(f"{folder}/"), method) for pattern, method in methods if pattern.startswith(folder)],
            {pattern.removeprefix(f"{folder}/"): value for pattern, value in options.items()},
            keywords=KEYWORDS,
        )
        found |= {message for _file, _line, message, *_rest in extracted if message}
    return found


@pytest.fixture(scope="module")
def catalogue():
    with (FOLDER / "messages.po").open("rb") as file:
        return read_po(file, locale="it")


def values(text: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)[sd]", text))


def test_there_are_sentences(sentences):
    assert len(sentences) > 150


def test_every_sentence_is_there_in_italian(sentences, catalogue):
    missing = [one for one in sentences if one not in catalogue or not catalogue[one].string]
    half = [one for one in sentences if isinstance(one, tuple) and one in catalogue and not all(catalogue[one].string)]
    assert not missing, f"run bin/translate and translate {len(missing)}: {missing[:10]}"
    assert not half


def test_nothing_is_translated_that_nobody_says(sentences, catalogue):
    assert not [one.id for one in catalogue if one.id and one.id not in sentences]


def test_no_translation_is_a_guess(catalogue):
    assert not [one.id for one in catalogue if one.fuzzy and one.id]


def test_a_translation_has_the_same_values_in_it(catalogue):
    for one in catalogue:
        if one.id:
            source = one.id if isinstance(one.id, str) else one.id[1]
            forms = [one.string] if isinstance(one.string, str) else one.string
            assert all(values(form) <= values(source) for form in forms), one.id
            assert values(source) == values(forms[-1]), one.id


def test_the_compiled_catalogue_is_the_written_one(catalogue):
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    assert (FOLDER / "messages.mo").read_bytes() == compiled.getvalue(), "run bin/translate"
