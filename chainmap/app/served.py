"""What wraps the server: which addresses a page may ask is said with every answer, and pages that are not lead somewhere."""

import re
from collections.abc import Sequence

from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.responses import RedirectResponse
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
_BELOW = re.compile(r"/(?!_stcore/|static/|media/|component/|auth/)[^/]+/(?!_stcore/)[^/]")
_NOWHERE = "/no-such-page"


class Served:
    """Wraps the app of Streamlit: headers of safety on every answer, and a way out of nowhere.

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

        if _BELOW.match(scope["path"]):
            asked = scope["query_string"].decode("latin-1")
            away = RedirectResponse(_NOWHERE + ("?" + asked if asked else ""), status_code=302)
            await away(scope, receive, answer)
            return
        await self._app(scope, receive, answer)


MIDDLEWARE: Sequence[Middleware] = (Middleware(Served),)
