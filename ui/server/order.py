"""A link is followed after what was typed before it has arrived.

The editor of a table tells the server of a cell 150 ms after it was typed, and is gone, untold, where a link was
followed sooner. A quick click is even told before the cell that it ends, which then brings the old page back. And of
two messages that wait for a busy page, the server takes the later one's fields only, and a link has none. So a link's
message waits here until the page that it leaves has said what it has to say, and the server has heard it.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

EDITOR_SECONDS = 0.2
"""An editor speaks within 150 ms; the rest is for a browser that is busy."""
MOST_SECONDS = 20.0
"""No link waits longer, even if the page that it leaves has not begun to answer what came before."""
LOOK_SECONDS = 0.01


class InOrder:
    """An ASGI application around the app, which lets no link overtake what was typed before it."""

    def __init__(self, application: ASGIApp) -> None:
        self._application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or one connection."""
        if scope["type"] != "websocket":
            await self._application(scope, receive, send)
            return
        connection = Connection(receive, send)
        try:
            await self._application(scope, connection.receive, connection.send)
        finally:
            connection.close()


class Connection:
    """What one browser tab and the server say to each other."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive, self._send = receive, send
        self._has_table = False  # on the page as it stands, since it was opened
        self._is_editor: dict[str, bool] = {}  # of what the browser keeps, and is only told the name of again
        self._coming: asyncio.Future[Message] | None = None
        self._links: deque[Message] = deque()
        self._since = 0.0
        self._page = ""  # what the server last began to draw
        self._left = ""
        self._followed: Message | None = None
        self._has_begun = True

    def close(self) -> None:
        """Wait for nothing more."""
        if self._coming is not None:
            self._coming.cancel()

    async def send(self, message: Message) -> None:
        """Hand on what the server says; note which page it draws, and whether a table can be edited there."""
        said = _said(message)
        if said is not None and said.WhichOneof("type") == "new_session":
            page = said.new_session.page_script_hash
            self._has_table = self._has_table and page == self._page
            self._page, self._has_begun = page, True
        elif said is not None and self._draws_editor(said):
            self._has_table = True
        await self._send(message)

    def _draws_editor(self, said: ForwardMsg) -> bool:
        """Return whether a table is drawn that can be edited, or may be: of what this connection has not seen."""
        if said.WhichOneof("type") == "ref_hash":
            return self._is_editor.get(said.ref_hash, True)
        found = _is_editor(said)
        if said.metadata.cacheable:
            self._is_editor[said.hash] = found
        return found

    async def receive(self) -> Message:
        """Return what the server is to hear next."""
        while True:
            if self._coming is None:
                self._coming = asyncio.ensure_future(self._receive())
            if not await self._comes():
                return self._follow()
            message, self._coming = self._coming.result(), None
            rerun = _rerun(message)
            if rerun is None or rerun.fragment_id:
                return message
            if self._is_link(rerun):
                self._wait(message)
                continue
            if self._is_late(rerun):
                self._wait(self._followed)
            self._has_begun = False
            return message

    def _wait(self, link: Message | None) -> None:
        if link is not None:
            self._since = self._since if self._links else time.monotonic()
            self._links.append(link)

    async def _comes(self) -> bool:
        """Wait for the next message; return False where a link may be followed before it comes."""
        assert self._coming is not None
        while not self._coming.done():
            if self._links and self._is_quiet():
                return False
            await asyncio.wait({self._coming}, timeout=LOOK_SECONDS if self._links else None)
        return True

    def _is_quiet(self) -> bool:
        """Return whether the page that is left has said all, and the server has begun to act on it."""
        waited = time.monotonic() - self._since
        least = EDITOR_SECONDS if self._has_table else 0.0
        return waited >= MOST_SECONDS or (waited >= least and self._has_begun)

    def _follow(self) -> Message:
        self._left, self._followed, self._has_begun = self._page, self._links.popleft(), False
        return self._followed

    def _is_link(self, rerun: ClientState) -> bool:
        """Return whether this leads to another page, or back while another link waits; a link says no page's fields."""
        if self._links:
            return not _fields(rerun) - _fields(_rerun(self._links[-1]))
        return rerun.page_script_hash not in ("", self._page) and not self._is_late(rerun)

    def _is_late(self, rerun: ClientState) -> bool:
        """Return whether this was said by the page that was left, after the link."""
        if self._followed is None or rerun.is_history_navigation or rerun.page_script_hash != self._left:
            return False
        return bool(_fields(rerun) - _fields(_rerun(self._followed)))


def _fields(rerun: ClientState | None) -> set[str]:
    return set() if rerun is None else {field.id for field in rerun.widget_states.widgets}


def _rerun(message: Message) -> ClientState | None:
    """Return what a browser says of its page, where this message asks for a page."""
    found = BackMsg()
    try:
        found.ParseFromString(message.get("bytes") or b"")
    except Exception:  # protobuf's own; the server will say what is wrong with it
        return None
    return found.rerun_script if found.WhichOneof("type") == "rerun_script" else None


def _said(message: Message) -> ForwardMsg | None:
    found = ForwardMsg()
    try:
        found.ParseFromString(message.get("bytes") or b"")
    except Exception:
        return None
    return found


def _is_editor(said: ForwardMsg) -> bool:
    """Return whether a table is drawn that can be edited."""
    kind = said.delta.new_element.WhichOneof("type") if said.WhichOneof("type") == "delta" else None
    return bool(kind) and bool(getattr(getattr(said.delta.new_element, str(kind)), "editing_mode", 0))
