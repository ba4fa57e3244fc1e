"""Reads the files in deploy/ as those would for whom they are written."""

import re
from pathlib import Path
from typing import Any

import yaml
from flask import Flask

from mentorship import commands

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"


def read(name: str) -> str:
    """A file in deploy/."""
    return (DEPLOY / name).read_text("utf-8")


def unit(name: str) -> dict[str, dict[str, list[str]]]:
    """A unit file: each key of each section with all its values."""
    found: dict[str, dict[str, list[str]]] = {}
    for line in read(name).splitlines():
        if line.startswith("["):
            section = found.setdefault(line.strip("[]"), {})
        elif line and not line.startswith("#"):
            key, _, value = line.partition("=")
            section.setdefault(key, []).append(value)
    return found


def image() -> list[tuple[str, str]]:
    """The instructions of the Containerfile."""
    text = re.sub(r"^#.*\n", "", read("Containerfile"), flags=re.M).replace("\\\n", " ")
    return [(word, rest.strip()) for word, _, rest in (line.partition(" ") for line in text.splitlines() if line)]


def given(text: str, values: dict[str, str]) -> str:
    """What compose makes of ${NAME:-otherwise}, ${NAME:+instead} and ${NAME:?why not}."""

    def value(found: re.Match[str]) -> str:
        name, mark, word = found.groups()
        return {"-": values.get(name, word), "+": word if name in values else "", "?": values.get(name, "")}[mark]

    return re.sub(r"\$\{(\w+):([-+?])([^}]*)\}", value, text)


def composed(**values: str) -> Any:
    """compose.yaml, with a .env of these values."""
    values = {"PUBLIC_URL": "https://mentors.example.org", **values}

    def filled(part: Any) -> Any:
        if isinstance(part, dict):
            return {key: filled(one) for key, one in part.items()}
        if isinstance(part, list):
            return [filled(one) for one in part]
        return given(part, values) if isinstance(part, str) else part

    return filled(yaml.safe_load(read("compose.yaml")))


def flask_commands() -> dict[str, Any]:
    """The commands of the app by their names."""
    app = Flask("commands")
    commands.register(app)
    return app.cli.commands


def assert_is_command(words: list[str]) -> None:
    """That a command of this name takes these options."""
    known = flask_commands()
    assert words[0] in known, words
    options = {one for option in known[words[0]].params for one in option.opts}
    assert options.issuperset(word for word in words if word.startswith("--")), words
