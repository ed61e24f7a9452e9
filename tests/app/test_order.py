"""No link overtakes what was typed before it, told by a browser and a server of messages that stand here."""

import asyncio
from typing import Any

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from ui.server.order import Connection, InOrder

HERE, THERE, THIRD = "here", "there", "third"
BAR, CELL = "dollars", "cell"
LONGEST = 30.0


def said(page: str, *fields: str, fragment: str = "") -> dict[str, Any]:
    """Return a browser's message: the page it asks for, and the fields that it tells."""
    message = BackMsg()
    message.rerun_script.page_script_hash = page
    message.rerun_script.fragment_id = fragment
    for field in fields:
        message.rerun_script.widget_states.widgets.add(id=field)
    return {"type": "websocket.receive", "bytes": message.SerializeToString()}


def begins(page: str) -> dict[str, Any]:
    message = ForwardMsg()
    message.new_session.page_script_hash = page
    return {"type": "websocket.send", "bytes": message.SerializeToString()}


def draws_editor() -> dict[str, Any]:
    message = ForwardMsg()
    kinds = message.delta.new_element.DESCRIPTOR.fields
    name = next(one.name for one in kinds if one.message_type and "editing_mode" in one.message_type.fields_by_name)
    getattr(message.delta.new_element, name).editing_mode = 1
    return {"type": "websocket.send", "bytes": message.SerializeToString()}


class Wire:
    """A connection whose browser says what a test puts in."""

    def __init__(self) -> None:
        self.from_browser: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.to_browser: list[Any] = []
        self.connection = Connection(self.from_browser.get, self._take)

    async def _take(self, message: Any) -> None:
        self.to_browser.append(message)

    async def draws(self, page: str, has_table: bool = False) -> None:
        await self.connection.send(begins(page))
        if has_table:
            await self.connection.send(draws_editor())

    async def heard(self) -> str:
        """Return page and fields of what the server hears next."""
        got = BackMsg.FromString((await asyncio.wait_for(self.connection.receive(), LONGEST))["bytes"]).rerun_script
        return " ".join([got.page_script_hash, *(one.id for one in got.widget_states.widgets)])


def played(test: Any) -> None:
    asyncio.run(asyncio.wait_for(test(Wire()), LONGEST))


def test_a_cell_told_after_the_link_comes_before_it() -> None:
    async def test(wire: Wire) -> None:
        await wire.draws(HERE, has_table=True)
        wire.from_browser.put_nowait(said(THERE, BAR))
        wire.from_browser.put_nowait(said(HERE, BAR, CELL))
        assert await wire.heard() == f"{HERE} {BAR} {CELL}"
        following = asyncio.ensure_future(wire.heard())
        await asyncio.wait({following}, timeout=0.5)
        assert not following.done()  # the server has not begun to act on the cell: it would forget it for the link
        await wire.draws(HERE, has_table=True)
        assert await following == f"{THERE} {BAR}"

    played(test)


def test_a_cell_told_when_the_link_was_followed_does_not_bring_the_old_page_back() -> None:
    async def test(wire: Wire) -> None:
        await wire.draws(HERE, has_table=True)
        wire.from_browser.put_nowait(said(THERE, BAR))
        assert await wire.heard() == f"{THERE} {BAR}"
        await wire.draws(THERE)
        wire.from_browser.put_nowait(said(HERE, BAR, CELL))
        assert await wire.heard() == f"{HERE} {BAR} {CELL}"
        await wire.draws(HERE, has_table=True)
        assert await wire.heard() == f"{THERE} {BAR}"

    played(test)


def test_two_links_keep_their_order_and_the_way_back_is_a_link() -> None:
    async def test(wire: Wire) -> None:
        await wire.draws(HERE, has_table=True)
        wire.from_browser.put_nowait(said(THERE, BAR))
        wire.from_browser.put_nowait(said(HERE, BAR))
        assert await wire.heard() == f"{THERE} {BAR}"
        await wire.draws(THERE)
        assert await wire.heard() == f"{HERE} {BAR}"
        await wire.draws(HERE, has_table=True)
        wire.from_browser.put_nowait(said(THIRD, BAR))
        assert await wire.heard() == f"{THIRD} {BAR}"

    played(test)


def kept_by_the_browser(message: dict[str, Any], name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a large message as it is first sent, and as it is sent again: by its name only."""
    first, again = ForwardMsg.FromString(message["bytes"]), ForwardMsg()
    first.hash, first.metadata.cacheable, again.ref_hash = name, True, name
    return {**message, "bytes": first.SerializeToString()}, {**message, "bytes": again.SerializeToString()}


@pytest.mark.parametrize("is_known", [True, False])
def test_a_large_table_is_known_again_by_its_name_and_what_is_not_known_may_be_one(is_known: bool) -> None:
    first, again = kept_by_the_browser(draws_editor(), "lots")

    async def test(wire: Wire) -> None:
        if is_known:
            await wire.draws(HERE)
            await wire.connection.send(first)
        await wire.draws(THERE)
        await wire.draws(HERE)
        await wire.connection.send(again)
        wire.from_browser.put_nowait(said(THERE, BAR))
        wire.from_browser.put_nowait(said(HERE, BAR, CELL))
        assert await wire.heard() == f"{HERE} {BAR} {CELL}"

    played(test)


def test_a_page_that_has_no_table_now_makes_no_link_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.server.order.EDITOR_SECONDS", 2 * LONGEST)

    async def test(wire: Wire) -> None:
        await wire.draws(HERE, has_table=True)
        await wire.draws(THERE)
        await wire.draws(HERE)  # its table is gone, as it was not needed any more
        wire.from_browser.put_nowait(said(THERE, BAR))
        assert await wire.heard() == f"{THERE} {BAR}"

    played(test)


def test_what_a_piece_of_the_page_asks_and_what_is_no_message_pass() -> None:
    async def test(wire: Wire) -> None:
        await wire.draws(HERE, has_table=True)
        wire.from_browser.put_nowait(said(HERE, BAR, fragment="panel"))
        assert await wire.heard() == f"{HERE} {BAR}"
        for message in ({"type": "websocket.receive", "bytes": b"\xff\xff"}, {"type": "websocket.disconnect"}):
            wire.from_browser.put_nowait(message)
            assert await wire.connection.receive() == message

    played(test)


@pytest.mark.parametrize("kind", ["http", "lifespan"])
def test_what_is_no_connection_is_handed_on(kind: str) -> None:
    seen: list[Any] = []

    async def application(scope: Any, receive: Any, send: Any) -> None:
        seen.append((scope, receive, send))

    async def nothing(*_: Any) -> Any:
        return None

    asyncio.run(InOrder(application)({"type": kind}, nothing, nothing))
    assert seen == [({"type": kind}, nothing, nothing)]
