"""What stands in front of every answer of the server: whom it answers, and in whose pages its own may stand.

A page of another site can make a name of its own point to this computer (DNS rebinding): the browser then takes our
server for that site's and hands it whatever we answer. The name it asked for stands in the Host header, so a request
for any name but ours is refused, over HTTP as over websockets.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

OWN_HEADERS = (
    (b"content-security-policy", b"frame-ancestors 'none'"),
    (b"x-frame-options", b"DENY"),  # the same for browsers that do not know the first
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),  # a plan's number stands in its address
)
REFUSED = (
    b"This server does not answer under the name you asked for. Whoever runs it can add the name to "
    b"server.allowedHosts (docs/running.md says how)."
)
MISDIRECTED = 421
"""RFC 9110, 15.5.20."""


class Fence:
    """An ASGI application around another one: it asks for the host first, and marks every answer.

    Parameters
    ----------
    application : what answers behind the fence
    hosts : names under which it may be asked; ``*.example.com`` stands for all below, ``*`` for any name at all
    """

    def __init__(self, application: ASGIApp, hosts: Iterable[str]) -> None:
        self._application = application
        self._hosts = tuple(_plain(host) for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or one connection."""
        if scope["type"] not in ("http", "websocket"):
            await self._application(scope, receive, send)
            return
        if not is_one_of_ours(_host_header(scope), self._hosts):
            await _refuse(scope, receive, send)
            return

        async def send_marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = _marked(message.get("headers", ()))
            await send(message)

        await self._application(scope, receive, send_marked)


def is_one_of_ours(host: str | None, hosts: Iterable[str]) -> bool:
    """Return whether a Host header, with or without a port, is one of these names."""
    name = _host_name(host)
    if name is None:
        return False
    return any(pattern in ("*", name) or (pattern.startswith("*.") and name.endswith(pattern[1:])) for pattern in hosts)


def _host_name(host: str | None) -> str | None:
    """Return the name in a Host header, without port; None where the header is missing or is no host."""
    if not host or any(mark in host for mark in "/?#@\\"):
        return None
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port  # raises where the port is no port
    except ValueError:
        return None
    return _plain(parts.hostname) if parts.hostname else None


def _plain(host: str) -> str:
    return host.strip().lower().rstrip(".")


def _host_header(scope: Scope) -> str | None:
    """Return the one Host header; None where there is none, or more than one."""
    found = [value for name, value in scope["headers"] if name == b"host"]
    return found[0].decode("latin-1") if len(found) == 1 else None


def _marked(headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Return an answer's headers with ours in place of any of the same name."""
    own = {name for name, _ in OWN_HEADERS}
    return [(name, value) for name, value in headers if name.lower() not in own] + list(OWN_HEADERS)


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008, "reason": "host"})
        return
    headers = [(b"content-type", b"text/plain; charset=utf-8"), *OWN_HEADERS]
    await send({"type": "http.response.start", "status": MISDIRECTED, "headers": headers})
    await send({"type": "http.response.body", "body": REFUSED})
