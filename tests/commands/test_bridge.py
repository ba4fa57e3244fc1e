"""The bridge between the server and the pages: what it hands over, and how it waits."""

import asyncio
import errno
import importlib
import io
import threading
import time

import pytest
from flask import Flask, request

from mentorship.commands import bridge
from mentorship.commands.bridge import Bridge
from mentorship.engine import WAIT_FOR_LOCK_SECONDS

MOST, MOST_OF_A_PICTURE = 100, 1000


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

    @app.post("/picture")
    def picture():
        request.max_content_length = MOST_OF_A_PICTURE
        said = request.get_data(as_text=True)
        time.sleep(0.3 if said == "slow" else 0)
        return {"body": said, "thread": threading.current_thread().name}

    picture.most_bytes = MOST_OF_A_PICTURE
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


@pytest.mark.parametrize("header", [length(900), (b"transfer-encoding", b"chunked")])
def test_a_picture_has_more_room_and_only_where_one_is_taken(app, header):
    parts = [b"x" * 90] * 10
    assert len(call(app, *parts, path=b"/picture", headers=[header]).told()["body"]) == 900
    assert call(app, *parts, path=b"/p%69cture", headers=[header]).status == 200
    for elsewhere in (b"/x", b"/picture/", b"/picture/x", b"/Picture"):
        assert call(app, *parts, path=elsewhere, headers=[header]).status == 413
    assert call(app, *parts, *parts, path=b"/picture", headers=[header]).status == 413


def test_large_pictures_wait_for_each_other_and_small_forms_do_not(app, monkeypatch):
    monkeypatch.setattr(bridge, "LARGE_AT_ONCE", 1)

    async def run():
        shared, order = Bridge(app), []

        def sent(name, *parts, pause):
            one = Call(app, *parts, path=b"/picture", headers=[length(9)], pause=pause)
            one.bridge = shared

            async def noted():
                await one.run()
                order.append((name, one.status))

            return noted()

        slow = [b"x" * 150, b"y", b"z"]
        await asyncio.gather(
            sent("first", *slow, pause=0.1), sent("second", *slow, pause=0.11), sent("small", b"x", pause=0.05)
        )
        return order

    assert asyncio.run(run()) == [("small", 200), ("first", 200), ("second", 200)]


def test_who_waits_too_long_for_room_is_sent_away_and_the_room_is_free_again(app, monkeypatch):
    monkeypatch.setattr(bridge, "LARGE_AT_ONCE", 1)
    monkeypatch.setattr(bridge, "PATIENCE_SECONDS", 0.2)

    async def run():
        shared = Bridge(app)
        for _ in range(3):
            slow = Call(app, b"x" * 150, b"y", path=b"/picture", headers=[length(151)], pause=0.15)
            slow.bridge = shared
            assert (await slow.run()).status == 408
        good = Call(app, b"x" * 150, path=b"/picture", headers=[length(150)])
        good.bridge = shared
        return (await good.run()).status

    assert asyncio.run(run()) == 200


def test_others_write_and_read_while_a_picture_is_worked_on(app):
    async def run():
        shared, order = Bridge(app), []

        async def noted(name, one):
            one.bridge = shared
            await one.run()
            order.append(name)

        await asyncio.gather(
            noted("picture", Call(app, b"slow", path=b"/picture", headers=[length(4)])),
            noted("form", Call(app, b"one", headers=[length(3)])),
            noted("page", Call(app, method="GET")),
        )
        return order

    assert asyncio.run(run())[-1] == "picture"


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


def test_who_reads_is_answered_while_a_write_waits(app):
    go_on = threading.Event()

    @app.post("/waits")
    def waits():
        return {"heard": go_on.wait(20), "left": seconds_left()}

    @app.get("/goes-on")
    def goes_on():
        go_on.set()
        return {"left": seconds_left()}

    async def both():
        served = Bridge(app)
        write, read = Call(app, path=b"/waits"), Call(app, path=b"/goes-on", method="GET")
        write.bridge = read.bridge = served
        await asyncio.gather(write.run(), read.run())
        return write.told(), read.told()

    wrote, read = asyncio.run(both())
    assert wrote["heard"]
    assert read["left"] <= bridge.READING_WAITS_SECONDS < wrote["left"] <= WAIT_FOR_LOCK_SECONDS


def test_writes_wait_for_each_other_and_their_patience_counts_from_the_beginning(app):
    @app.post("/slow")
    def slow():
        time.sleep(0.3)
        return {"left": seconds_left()}

    async def three():
        served, calls = Bridge(app), [Call(app, path=b"/slow") for _ in range(3)]
        for one in calls:
            one.bridge = served
        await asyncio.gather(*(one.run() for one in calls))
        return [one.told()["left"] for one in calls]

    first, second, third = asyncio.run(three())
    assert first - second > 0.2
    assert second - third > 0.2


def test_after_whatever_may_have_written_somebody_is_told(app):
    told = []

    async def some():
        served = Bridge(app, lambda: told.append("written"))
        for wanted in ({"method": "GET"}, {}, {"path": b"/picture"}):
            one = Call(app, **wanted)
            one.bridge = served
            await one.run()
            told.append(one.status)

    asyncio.run(some())
    assert told == [200, "written", 200, "written", 200]


def seconds_left():
    """How long a write may still wait for a lock."""
    return importlib.import_module("mentorship.database")._until.get() - time.monotonic()


@pytest.mark.parametrize("failure", [OSError(errno.ENOSPC, "full")])
def test_a_body_that_finds_no_room_is_told_so(app, monkeypatch, failure):
    class Full(io.BytesIO):
        def write(self, _content):
            raise failure

    monkeypatch.setattr(bridge, "SpooledTemporaryFile", lambda _size: Full())
    answer = call(app, b"x" * 50, headers=[length(50)])
    assert answer.status == 507
    assert b"disk of this place is full" in answer.sent[1]["body"]


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
