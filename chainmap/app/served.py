"""What wraps the server: which addresses a page may ask is said with every answer, and pages that are not lead somewhere."""

import re
from collections.abc import Sequence

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# That no request leaves the machine is held by the browser too: whatever a page, an export shown in it or a script asks for,
# it may ask of this server alone. What may run as a script is narrowed by the proxy (`deploy/nginx.conf`): browsers driven
# by tests and checks of accessibility run text as a script.
_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' blob: data:",
        "frame-src 'none'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
_ON_EVERY_ANSWER = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
}

# Addresses of pages have one level; below these are what pages are made of.
_PAGE = re.compile(r"/?|/[^/.]+")
_BELOW = re.compile(r"/(?!_stcore/|static/|media/|component/|auth/)[^/]+/(?!_stcore/)[^/]")
_NOWHERE = "/no-such-page"

# Streamlit's page looks for its server below its own address first, `/gaps/_stcore/health`, and waits a tenth of a second
# before it looks where the server is. Told where that is, it asks once. It is told in a script of its own, since a proxy
# may forbid scripts within a page, and by that script's address, since a proxy may serve the app below another one.
_SERVER_SCRIPT = "/where-the-server-is.js"
_SERVER = """window.__streamlit = { BACKEND_BASE_URL: new URL(".", document.currentScript.src).href };\n"""
_HEAD = b"<head>"
_TOLD = f'{_HEAD.decode()}<script src=".{_SERVER_SCRIPT}"></script>'.encode()
_KEPT = {"Cache-Control": "max-age=86400"}


class Served:
    """Wraps the app of Streamlit: headers of safety on every answer, where its page finds the server, a way out of nowhere.

    A page of more than one level (`/a/b`) would stay white, because Streamlit's page looks for its own files beside its
    address; it is led to one level, where the app tells that there is no such page.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_ON_EVERY_ANSWER)
            await send(message)

        base = st.get_option("server.baseUrlPath").strip("/")
        base = base and f"/{base}"
        path = scope["path"].removeprefix(base)
        if path == _SERVER_SCRIPT:
            await Response(_SERVER, media_type="text/javascript", headers=_KEPT)(scope, receive, answer)
        elif _BELOW.match(path):
            asked = scope["query_string"].decode("latin-1")
            away = RedirectResponse(base + _NOWHERE + ("?" + asked if asked else ""), status_code=302)
            await away(scope, receive, answer)
        elif scope["method"] == "GET" and _PAGE.fullmatch(path):
            await self._app(_uncompressed(scope), receive, _telling(answer))
        else:
            await self._app(scope, receive, answer)


def _uncompressed(scope: Scope) -> Scope:
    return {**scope, "headers": [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]}


def _telling(send: Send) -> Send:
    """Sends on what it is sent; a page of Streamlit with the script that tells where the server is."""
    start: Message | None = None
    body = b""

    async def told(message: Message) -> None:
        nonlocal start, body
        if message["type"] == "http.response.start" and _is_page(Headers(raw=message["headers"]), message["status"]):
            start = message
        elif start is None:
            await send(message)
        else:
            body += message.get("body", b"")
            if not message.get("more_body", False):
                whole = body.replace(_HEAD, _TOLD, 1)
                headers = MutableHeaders(scope=start)
                headers["Content-Length"] = str(len(whole))
                for name in ("ETag", "Last-Modified"):  # of the page without the script
                    del headers[name]
                await send(start)
                await send({"type": "http.response.body", "body": whole})

    return told


def _is_page(headers: Headers, status: int) -> bool:
    return status == 200 and headers.get("content-type", "").startswith("text/html") and "content-encoding" not in headers


MIDDLEWARE: Sequence[Middleware] = (Middleware(Served),)
