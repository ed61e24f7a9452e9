"""Whether this process can take people: asked by a proxy before it sends anybody here.

Streamlit's own ``_stcore/health`` says only that the server listens. A process that still compiles the simulator, or
that does not reach its database, would keep a person waiting whom another process could serve.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from starlette.types import ASGIApp, Receive, Scope, Send

PATH = "/_ready"
"""Below the app's own path, where it has one."""
OK, UNAVAILABLE = 200, 503


class Ready:
    """An ASGI application around the app that answers one question by itself.

    what_lacks : returns in words, without anything of a household, why nobody can be served now; "" where all is well.
        Called on a thread: a database may take its time
    """

    def __init__(self, application: ASGIApp, what_lacks: Callable[[], str]) -> None:
        self._application, self._what_lacks = application, what_lacks

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or one connection."""
        if scope["type"] != "http" or not scope["path"].endswith(PATH):
            await self._application(scope, receive, send)
            return
        lacks = await asyncio.to_thread(self._what_lacks)
        headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
        start = {"type": "http.response.start", "status": UNAVAILABLE if lacks else OK, "headers": headers}
        await send(start)
        await send({"type": "http.response.body", "body": (lacks or "ready").encode()})
