"""JobPosting objects of schema.org, as boards publish them: one, a list, a graph, or one a line."""

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

from mentorship.work.incoming.entry import BadEntry, Contents, UnreadableFile
from mentorship.work.incoming.posting import Number, read_one

NOT_JSON = "This is no JSON that can be read (line %d)."
TOO_DEEP = "This JSON is nested too deeply to be read."
NONE = "There is no JobPosting of schema.org in this file."
NOT_JSON_LINE = "cannot be read as JSON"
TYPE = "JobPosting"


def read(text: str) -> Contents:
    """The postings of a text; raises UnreadableFile if it is no JSON, or holds none."""
    try:
        contents = _in_one(text)
    except RecursionError:
        raise UnreadableFile(TOO_DEEP) from None
    if not contents.jobs and not contents.bad:
        raise UnreadableFile(NONE)
    return contents


def _in_one(text: str) -> Contents:
    try:
        found = _parsed(text)
    except ValueError as failure:
        return _by_line(text, getattr(failure, "lineno", 1))
    contents, nodes = Contents("posting"), list(_nodes(found))
    named = _named(nodes)
    for number, node in enumerate((one for one in nodes if _is_posting(one)), 1):
        contents.jobs.append(read_one(number, node, named))
    contents.passed_over = len(nodes) - len(contents.jobs)
    return contents


def _by_line(text: str, wrong: int) -> Contents:
    contents = Contents("line")
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    if not any(_is_json(line) for _, line in islice(lines, 2)):
        raise UnreadableFile(NOT_JSON % wrong)
    for number, line in lines:
        try:
            nodes = list(_nodes(_parsed(line)))
        except ValueError:
            contents.bad.append(BadEntry(number, NOT_JSON_LINE))
            continue
        found = [one for one in nodes if _is_posting(one)]
        contents.jobs += [read_one(number, one, _named(nodes)) for one in found]
        contents.passed_over += len(nodes) - len(found)
    return contents


def _is_json(line: str) -> bool:
    try:
        return isinstance(_parsed(line), dict)
    except ValueError:
        return False


def _parsed(text: str) -> Any:
    # Numbers stay as they are written: no rounding, and none too large.
    return json.loads(text, parse_int=Number, parse_float=Number, parse_constant=Number)


def _nodes(found: Any) -> Iterator[dict[str, Any]]:
    if isinstance(found, list):
        for one in found:
            yield from _nodes(one)
    elif isinstance(found, dict):
        if "@graph" in found:
            yield from _nodes(found["@graph"])
        else:
            yield found


def _is_posting(node: dict[str, Any]) -> bool:
    kinds = node.get("@type")
    named = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(one, str) and one.rstrip("/").replace(":", "/").rsplit("/", 1)[-1] == TYPE for one in named)


def _named(nodes: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """What others can point to, by its name in the graph."""
    return {one["@id"]: one for one in nodes if isinstance(one.get("@id"), str)}
