"""What wraps the server of Streamlit: headers of every answer, addresses of several levels."""

from contextlib import suppress
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from chainmap.app import served


def asked(path: str, query: str = "") -> tuple[int, dict[str, str]]:
    """Status and headers of the answer, behind which an app says yes to everything."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/html")]})
        await send({"type": "http.response.body", "body": b""})

    told: list[Message] = []

    async def send(message: Message) -> None:
        told.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    scope: dict[str, Any] = {"type": "http", "method": "GET", "path": path, "query_string": query.encode(), "headers": []}
    with suppress(StopIteration):  # nothing in it waits; a browser of other tests may have a loop of its own here
        served.Served(app)(scope, receive, send).send(None)
    return told[0]["status"], {name.decode(): value.decode() for name, value in told[0]["headers"]}


@pytest.mark.parametrize("path", ["/", "/gaps", "/static/js/a.js", "/nope/deep"])
def test_every_answer_keeps_requests_on_this_server_and_out_of_frames(path: str) -> None:
    _status, headers = asked(path)
    policy = {name: set(rest) for name, *rest in (part.split() for part in headers["content-security-policy"].split(";"))}
    assert policy["default-src"] == {"'self'"} and policy["frame-ancestors"] == {"'none'"}
    allowed = set().union(*policy.values())
    assert all(one.startswith("'") or one in ("blob:", "data:") for one in allowed), allowed
    assert (headers["x-content-type-options"], headers["x-frame-options"]) == ("nosniff", "DENY")


@pytest.mark.parametrize("path", ["/nope/deep", "/gaps/a/b", "/a/static/x.js", "//elsewhere.example/x"])
def test_an_address_of_several_levels_is_led_to_one(path: str) -> None:
    status, headers = asked(path, "lang=en")
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
