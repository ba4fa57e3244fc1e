"""The bridge between the server and the pages: what it hands over, and how it waits."""

import asyncio
import io

import pytest
from flask import Flask, request

from mentorship.commands import bridge
from mentorship.commands.bridge import Bridge

MOST = 100


@pytest.fixture
def app():
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = MOST

    @app.route("/<path:rest>", methods=["GET", "POST"])
    def echo(rest):
        said = request.get_data(as_text=True)
        return {"path": rest, "body": said, "cookies": dict(request.cookies), "headers": dict(request.headers)}

    @app.get("/broken")
    def broken():
        raise KeyError

    app.config["PROPAGATE_EXCEPTIONS"] = True
    return app


class Call:
    """One request as a server with an event loop makes it."""

    def __init__(self, app, *parts, path=b"/x", headers=(), method="POST", pause=0.0):
        self.bridge, self.parts, self.pause = Bridge(app), list(parts), pause
        self.sent: list[dict] = []
        self.scope = {
            "type": "http",
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "raw_path": path,
            "query_string": b"a=b",
            "server": ("127.0.0.1", "8000"),
            "client": ("127.0.0.2", "9"),
            "headers": list(headers),
        }

    async def receive(self):
        await asyncio.sleep(self.pause)
        if not self.parts:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": self.parts.pop(0), "more_body": bool(self.parts)}

    async def send(self, message):
        self.sent.append(message)

    async def run(self):
        await self.bridge(self.scope, self.receive, self.send)
        return self

    @property
    def status(self):
        return self.sent[0]["status"]

    def told(self):
        return Flask("reader").json.loads(self.sent[1]["body"])


def call(app, *parts, **how):
    return asyncio.run(Call(app, *parts, **how).run())


def length(number):
    return (b"content-length", str(number).encode())


def test_a_page_is_answered_with_its_headers(app):
    answer = call(app, method="GET")
    assert answer.status == 200
    assert (b"Content-Type", b"application/json") in answer.sent[0]["headers"]


def test_a_path_keeps_its_bytes(app):
    assert call(app, path=b"/caff%C3%A8%2Fbar", method="GET").told()["path"] == "caffè/bar"
    assert call(app, path=b"/%ff%00", method="GET").status in (200, 404)


def test_cookies_in_two_headers_are_all_there(app):
    answer = call(app, headers=[(b"cookie", b"a=1"), (b"cookie", b"b=2")], method="GET")
    assert answer.told()["cookies"] == {"a": "1", "b": "2"}


def test_a_header_with_an_underscore_cannot_pass_for_another(app):
    answer = call(app, headers=[(b"x_forwarded_for", b"evil"), (b"x-real", b"ok")], method="GET")
    assert "X-Forwarded-For" not in answer.told()["headers"]
    assert answer.told()["headers"]["X-Real"] == "ok"


def test_a_body_in_parts_arrives_whole(app):
    assert call(app, b"one ", b"two", headers=[length(7)]).told()["body"] == "one two"
    assert call(app, b"one ", b"two", headers=[(b"transfer-encoding", b"chunked")]).told()["body"] == "one two"


@pytest.mark.parametrize("header", [length(300), (b"transfer-encoding", b"chunked")])
def test_what_is_too_long_is_refused_by_the_pages_and_read_to_its_end(app, header):
    answer = call(app, b"x" * 150, b"x" * 150, headers=[header])
    assert answer.status == 413
    assert not answer.parts


def test_what_never_ends_is_not_read_for_ever(app, monkeypatch):
    monkeypatch.setattr(bridge, "THROWN_AWAY_BYTES", 500)
    answer = call(app, *[b"x" * 100] * 20, headers=[length(2000)])
    assert answer.status == 413
    assert answer.parts


def test_who_leaves_half_way_changes_nothing(app):
    answer = call(app, headers=[length(7)])
    assert answer.status == 400


def test_who_is_too_slow_is_sent_away(app, monkeypatch):
    monkeypatch.setattr(bridge, "PATIENCE_SECONDS", 0.01)
    assert call(app, b"one", headers=[length(3)], pause=1).status == 408


def test_others_are_answered_while_one_is_slow(app):
    async def both():
        order = []

        async def run(name, one):
            await one.run()
            order.append(name)

        slow = Call(app, b"o", b"n", b"e", headers=[length(3)], pause=0.05)
        await asyncio.gather(run("slow", slow), run("quick", Call(app, method="GET")))
        return order, slow.told()["body"]

    assert asyncio.run(both()) == (["quick", "slow"], "one")


def test_a_page_that_breaks_is_a_500_and_the_next_one_works(app, caplog):
    assert call(app, path=b"/broken", method="GET").status == 500
    assert "no page could answer" in caplog.text
    assert call(app, method="GET").status == 200


def test_an_answer_is_closed():
    closed = []

    class Parts(io.BytesIO):
        def close(self):
            closed.append(True)
            super().close()

    assert bridge._whole(Parts(b"one")) == b"one"
    assert closed
