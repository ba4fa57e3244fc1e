"""Comparing pages: what differs by itself (tokens, random marks) is taken out first."""

import re

from werkzeug.test import TestResponse


def bare(answer: TestResponse | str, *keys: str) -> str:
    """The answer without form tokens and random marks, each of `keys` written as KEY."""
    text = answer if isinstance(answer, str) else f"{answer.status_code} {answer.get_data(as_text=True)}"
    text = re.sub(r'(name="(?:csrf_token|once)"[^>]*value=")[^"]*', r"\1", text)
    text = re.sub(r'(id="once"[^>]*value=")[^"]*', r"\1", text)
    text = re.sub(r"until=\d+", "until=", text)
    for key in keys:
        text = text.replace(key, "KEY")
    return text


def is_absent(answer: TestResponse, absent: TestResponse, *keys: str) -> bool:
    """Whether an answer is the 404 of a thing that does not exist, letter by letter."""
    return answer.status_code == 404 and bare(answer, *keys) == bare(absent, *keys)


NO_KEY = "zzzzzzzzzzzz"
