"""What wraps the server of Streamlit: headers of every answer, where its page finds it, addresses of several levels."""

from contextlib import suppress
from typing import Any

import pytest
import streamlit as st
from starlette.types import Message, Receive, Scope, Send

from chainmap.app import served

PAGE = "<html><head><title>页</title></head></html>"


def asked(path: str, query: str = "", kind: str = "text/html; charset=utf-8") -> tuple[int, dict[str, str], str]:
    """Status, headers and body of the answer, behind which an app gives the same page, in two pieces, to everything."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        whole = PAGE.encode()
        packed = any(name == b"accept-encoding" for name, _ in scope["headers"])
        headers = [(b"content-type", kind.encode()), (b"content-length", str(len(whole)).encode()), (b"etag", b"1")]
        headers += [(b"content-encoding", b"gzip")] if packed else []
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": whole[:8], "more_body": True})
        await send({"type": "http.response.body", "body": whole[8:]})

    told: list[Message] = []

    async def send(message: Message) -> None:
        told.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    scope: dict[str, Any] = {"type": "http", "method": "GET", "path": path, "query_string": query.encode()}
    scope["headers"] = [(b"accept-encoding", b"gzip")]
    with suppress(StopIteration):  # nothing in it waits; a browser of other tests may have a loop of its own here
        served.Served(app)(scope, receive, send).send(None)
    body = b"".join(one["body"] for one in told[1:])
    return told[0]["status"], {name.decode(): value.decode() for name, value in told[0]["headers"]}, body.decode()


@pytest.mark.parametrize("path", ["/", "/gaps", "/static/js/a.js", "/nope/deep"])
def test_every_answer_keeps_requests_on_this_server_and_out_of_frames(path: str) -> None:
    _status, headers, _body = asked(path)
    policy = {name: set(rest) for name, *rest in (part.split() for part in headers["content-security-policy"].split(";"))}
    assert policy["default-src"] == {"'self'"} and policy["frame-ancestors"] == {"'none'"}
    allowed = set().union(*policy.values())
    assert all(one.startswith("'") or one in ("blob:", "data:") for one in allowed), allowed
    assert (headers["x-content-type-options"], headers["x-frame-options"]) == ("nosniff", "DENY")


@pytest.mark.parametrize("path", ["/nope/deep", "/gaps/a/b", "/a/static/x.js", "//elsewhere.example/x"])
def test_an_address_of_several_levels_is_led_to_one(path: str) -> None:
    status, headers, _body = asked(path, "lang=en")
    if path.startswith("//"):
        assert status == 200  # not ours: Streamlit refuses it
    else:
        assert (status, headers["location"]) == (302, "/no-such-page?lang=en")


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/gaps",
        "/gaps/",
        "/static/js/a.js",
        "/media/x/y",
        "/_stcore/a/b",
        "/component/a/b.js",
        "/auth/login",
        "/gaps/_stcore/health",
    ],
)
def test_what_pages_are_made_of_is_left_alone(path: str) -> None:
    assert asked(path)[0] == 200


@pytest.mark.parametrize("path", ["/", "/gaps", "/no-such-page"])
def test_a_page_is_told_where_the_server_is(path: str) -> None:
    _status, headers, body = asked(path)
    assert body == PAGE.replace("<head>", '<head><script src="./where-the-server-is.js"></script>')
    assert (headers["content-length"], "etag" in headers) == (str(len(body.encode())), False)
    _status, headers, body = asked("/where-the-server-is.js")
    assert "BACKEND_BASE_URL" in body and headers["content-type"].startswith("text/javascript")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/static/js/a.js", "text/javascript"),
        ("/media/x.html", "text/html"),
        ("/gaps", "text/csv"),
        ("/_stcore/health", "text/html"),
    ],
)
def test_what_is_no_page_is_passed_on_as_it_is(path: str, kind: str) -> None:
    _status, headers, body = asked(path, kind=kind)
    assert (body, headers["etag"]) == (PAGE, "1")


def test_below_another_address_the_same_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "get_option", {"server.baseUrlPath": "/chain/map/"}.__getitem__)
    assert "<script" in asked("/chain/map/gaps")[2] and "<script" in asked("/chain/map")[2]
    assert "BACKEND_BASE_URL" in asked("/chain/map/where-the-server-is.js")[2]
    assert asked("/chain/map/a/b")[1]["location"] == "/chain/map/no-such-page"
    assert asked("/chain/map/static/js/a.js")[0] == 200
