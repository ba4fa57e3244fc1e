"""The rules of the house, as tests."""

import ast
import gzip
import hashlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CODE = [path for path in sorted((ROOT / "mentorship").rglob("*.py")) if "migrations" not in path.parts]
PAGES = sorted((ROOT / "templates").rglob("*.html"))
FRAGMENTS = [path for path in PAGES if path.name.startswith("_")]
WHOLE = [path for path in PAGES if not path.name.startswith("_") and path.parent.name != "layouts"]

MOST_LINES_OF_A_FILE = 200
MOST_LINES_OF_A_FUNCTION = 30
MOST_LINES_OF_A_ROUTE = 10
MOST_LINES_OF_A_FRAGMENT = 40
HTMX_SHA384 = "429f6b742f07ec4a8ea17fa74743f744f1b63688e2faa7702651a97f3c1026c7cea69dec1b021d48ff713b7f94944867"


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(path: Path):
    return [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef)]


def body_lines(function: ast.FunctionDef) -> int:
    first = function.body[0]
    has_words = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    start = function.body[min(1, len(function.body) - 1)].lineno if has_words else first.lineno
    return function.end_lineno - start + 1


def is_route(function: ast.FunctionDef) -> bool:
    return any(re.search(r"\bbp\.(get|post|route)\(", ast.unparse(one)) for one in function.decorator_list)


def test_imports_follow_the_direction_of_the_house():
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", CODE, ids=name)
def test_a_file_of_code_stays_small_and_says_what_it_is(path):
    assert len(path.read_text().splitlines()) <= MOST_LINES_OF_A_FILE, "is it two nouns?"
    assert ast.get_docstring(ast.parse(path.read_text())), "one line that says what it is"


@pytest.mark.parametrize("path", CODE, ids=name)
def test_functions_stay_small(path):
    long = {one.name: body_lines(one) for one in functions(path) if body_lines(one) > MOST_LINES_OF_A_FUNCTION}
    assert not long


@pytest.mark.parametrize("path", [path for path in CODE if "web" in path.parts], ids=name)
def test_a_route_is_load_verb_answer(path):
    long = {
        one.name: body_lines(one)
        for one in functions(path)
        if is_route(one) and body_lines(one) > MOST_LINES_OF_A_ROUTE
    }
    assert not long


def test_the_median_function_is_short():
    sizes = sorted(body_lines(one) for path in CODE for one in functions(path))
    assert sizes[len(sizes) // 2] <= 6


@pytest.mark.parametrize("path", CODE, ids=name)
def test_public_functions_say_what_they_mean(path):
    bare = [
        one.name
        for one in functions(path)
        if not one.name.startswith("_") and not ast.get_docstring(one) and one.col_offset == 0
    ]
    assert not bare


@pytest.mark.parametrize("path", CODE, ids=name)
def test_no_import_hides_inside_a_function(path):
    inner = [
        one.name
        for one in functions(path)
        if any(isinstance(node, ast.Import | ast.ImportFrom) for node in ast.walk(one))
    ]
    assert not inner


@pytest.mark.parametrize("path", CODE, ids=name)
def test_there_is_one_clock_and_one_door_to_the_database(path):
    text = path.read_text()
    if path.name != "clock.py":
        assert not re.search(r"datetime\.(utc)?now\(|date\.today\(|time\.time\(", text)
    if path.name != "database.py":
        assert not re.search(r"\.atomic\(|\.execute_sql\(", text) or path.parent.name == "migrations"


@pytest.mark.parametrize("path", [path for path in CODE if path.name != "hypermedia.py"], ids=name)
def test_only_hypermedia_reads_htmx_headers(path):
    assert not re.search(r"headers.*HX-", path.read_text())


@pytest.mark.parametrize("path", CODE, ids=name)
def test_nothing_is_left_for_later(path):
    assert not re.search(r"\b(TODO|FIXME|XXX|HACK)\b|raise NotImplementedError", path.read_text())


@pytest.mark.parametrize("path", WHOLE, ids=name)
def test_a_page_extends_the_layout_and_has_a_title(path):
    text = path.read_text()
    assert re.search(r'\{% extends "(layouts/base|people/show)\.html" %\}', text)
    assert "{% block title %}" in text or "people/show.html" in text


def root_elements(text: str) -> int:
    """How many elements stand at the outermost level, whatever the template's conditions choose."""
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<!--.*?-->", "", text, flags=re.DOTALL)
    depth = roots = 0
    for closing, tag, rest in re.findall(r"<(/?)([a-z][a-z0-9]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>", text):
        if closing:
            depth -= 1
        elif not rest.endswith("/") and tag not in ("input", "br", "hr", "img", "link", "meta", "path", "circle"):
            roots += depth == 0
            depth += 1
        else:
            roots += depth == 0
    assert depth == 0, "an element is not closed"
    return roots


ANSWERED = sorted({one for path in CODE for one in re.findall(r'"([a-z]+/_[a-z_]+\.html)"', path.read_text())})


@pytest.mark.parametrize("fragment", ANSWERED)
def test_a_fragment_that_is_answered_has_one_root_with_a_stable_id(fragment):
    if fragment in ("layouts/_live.html", "terms/_options.html"):
        pytest.skip("goes beside a fragment, or into a datalist")
    text = (ROOT / "templates" / fragment).read_text()
    assert root_elements(text) == 1
    assert re.search(r"<[a-z]+[^>]*\sid=", text)


@pytest.mark.parametrize("path", FRAGMENTS, ids=name)
def test_a_fragment_is_short_and_extends_nothing(path):
    text = path.read_text()
    assert "{% extends" not in text
    is_macros = "{% macro" in text
    assert is_macros or len(text.splitlines()) <= MOST_LINES_OF_A_FRAGMENT


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_nothing_in_a_template_needs_a_looser_content_policy(path):
    text = path.read_text()
    assert not re.search(r"\|\s*safe\b|\sstyle=|<style|\son[a-z]+=|hx-on|javascript:|js:", text)
    assert not re.search(r"https?://(?!www\.w3\.org)", text)


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_a_form_for_htmx_is_a_real_form_first(path):
    for form in re.findall(r"<form\b(?:[^>\"]|\"[^\"]*\")*>", path.read_text()):
        posts = re.search(r'hx-post="([^"]*)"', form)
        if posts:
            assert 'method="post"' in form
            assert f' action="{posts[1]}"' in re.sub(r"\s+", " ", form)
    outside = re.sub(r"<form\b(?:[^>\"]|\"[^\"]*\")*>", "", path.read_text())
    assert "hx-post" not in outside, "hx-post stands on forms only"


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_every_posting_form_carries_the_token(path):
    text = path.read_text()
    for start in re.finditer(r'<form\b(?:[^>"]|"[^"]*")*method="post"(?:[^>"]|"[^"]*")*>', text):
        inside = text[start.end() : text.index("</form>", start.end())]
        assert "token()" in inside or "csrf_token" in inside


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_every_template_is_used(path):
    if path.name == "base.html":
        return
    short = str(path.relative_to(ROOT / "templates"))
    everything = "".join(one.read_text() for one in [*CODE, *PAGES])
    assert f'"{short}"' in everything


def test_the_stylesheet_is_small():
    assert len(gzip.compress((ROOT / "static/app.css").read_bytes(), 9)) <= 6 * 1024


def test_the_stylesheet_keeps_to_what_old_engines_read():
    css = re.sub(r"/\*.*?\*/", "", (ROOT / "static/app.css").read_text(), flags=re.DOTALL)
    assert not re.search(r":has\(|@layer|light-dark\(|@container|^\s*&", css, flags=re.MULTILINE)


def test_htmx_is_the_file_it_should_be():
    content = (ROOT / "static/htmx-4.0.1.min.js").read_bytes()
    assert hashlib.sha384(content).hexdigest() == HTMX_SHA384


def palette(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block))


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("look", ["light", "dark"])
def test_every_pair_of_colours_can_be_read(look):
    css = (ROOT / "static/app.css").read_text()
    light, dark = (palette(block) for block in re.findall(r":root \{(.*?)\}", css, flags=re.DOTALL)[:2])
    colours = light if look == "light" else dark
    for paper in ("paper", "sheet", "wash", "warm", "leaf"):
        for ink in ("ink", "quiet", "accent", "attention", "error", "good", "friend", "mentee"):
            assert contrast(colours[ink], colours[paper]) >= 4.5, (look, ink, paper)
    assert contrast(colours["on-accent"], colours["accent"]) >= 4.5
