"""The server answers under its own names only, and its pages stand in nobody else's frame (RFC 9110, 7.4; CSP 3)."""

import asyncio
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.house.sources import ROOT
from ui.server.fences import Fence
from ui.server.settings import started_again

HOSTS = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())["server"]["allowedHosts"]


async def behind(scope: Any, receive: Any, send: Any) -> None:
    """Stand in for the app: answer everybody, with a header that would let anybody frame the page."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
        return
    await send({"type": "http.response.start", "status": 200, "headers": [(b"X-Frame-Options", b"ALLOWALL")]})
    await send({"type": "http.response.body", "body": b"a household's plan"})


def answers(hosts: list[bytes], kind: str = "http", allowed: list[str] = HOSTS) -> list[Any]:
    """Return the messages that a request with these Host headers is answered with."""
    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": f"{kind}.connect"}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": kind, "headers": [(b"host", host) for host in hosts]}
    asyncio.run(Fence(behind, allowed)(scope, receive, send))
    return sent


@pytest.mark.parametrize("host", [b"localhost", b"localhost:8501", b"127.0.0.1:8501", b"[::1]:8501", b"LocalHost.:1"])
def test_our_own_names_are_answered(host):
    assert answers([host])[0]["status"] == 200
    assert answers([host], "websocket") == [{"type": "websocket.accept"}]


STRANGERS = [
    [b"evil.example"],
    [b"evil.example:8501"],
    [b"localhost.evil.example"],
    [b"evil-localhost"],
    [b"127.0.0.1.evil.example"],
    [b"localhost@evil.example"],
    [b"evil.example#localhost"],
    [b"localhost/evil.example"],
    [b"localhost:port"],
    [b"[::1"],
    [b"\xff"],
    [b""],
    [],
    [b"localhost", b"evil.example"],
]


@pytest.mark.parametrize("hosts", STRANGERS)
def test_any_other_name_is_refused_in_words(hosts):
    start, body = answers(hosts)
    assert start["status"] == 421
    assert b"allowedHosts" in body["body"]
    assert b"plan" not in body["body"]
    assert answers(hosts, "websocket")[-1]["type"] == "websocket.close"


def test_a_pattern_holds_for_names_below_it_and_a_star_for_all():
    assert answers([b"plans.example.com"], allowed=["*.example.com"])[0]["status"] == 200
    assert answers([b"example.com"], allowed=["*.example.com"])[0]["status"] == 421
    assert answers([b"evilexample.com"], allowed=["*.example.com"])[0]["status"] == 421
    assert answers([b"anything.example"], allowed=["*"])[0]["status"] == 200
    assert answers([b"localhost"], allowed=[])[0]["status"] == 421


@pytest.mark.parametrize("hosts", [[b"localhost"], [b"evil.example"]])
def test_no_answer_may_stand_in_a_frame(hosts):
    headers = answers(hosts)[0]["headers"]
    assert (b"content-security-policy", b"frame-ancestors 'none'") in headers
    assert [value for name, value in headers if name.lower() == b"x-frame-options"] == [b"DENY"]


def test_a_link_to_the_entry_point_is_started_again_from_the_real_one(tmp_path: Path):
    """Streamlit reads settings beside the link: there are none, and it would listen to every address."""
    link = tmp_path / "plans.py"
    link.symlink_to(ROOT / "streamlit_app.py")
    words = ["python", "-m", "streamlit", "run", str(link), "--server.port", "8700"]
    real = str(ROOT / "streamlit_app.py")
    assert started_again(words, ROOT / "streamlit_app.py") == [*words[1:4], real, *words[5:]]
    assert started_again([*words[:4], real, *words[5:]], ROOT / "streamlit_app.py") == []


def test_what_is_no_request_passes():
    """The server's own start and end."""
    seen: list[str] = []

    async def application(scope: Any, receive: Any, send: Any) -> None:
        seen.append(scope["type"])

    asyncio.run(Fence(application, HOSTS)({"type": "lifespan"}, None, None))  # type: ignore[arg-type]
    assert seen == ["lifespan"]
