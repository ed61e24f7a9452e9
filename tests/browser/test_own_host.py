"""The real server, asked under other names: over HTTP, over a websocket, and from within another page."""

import http.client
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from tests.browser import server

pytestmark = pytest.mark.browser
WEBSOCKET = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",  # RFC 6455, 1.3
}


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with server.running_app(Path(tmp_path_factory.mktemp("app") / "log.txt")) as found:
        yield found


def asked(address: str, path: str, host: str, **headers: str) -> http.client.HTTPResponse:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
    connection.request("GET", path, headers={"Host": host, **headers})
    return connection.getresponse()


@pytest.mark.parametrize(
    "path", ["/", "/compare", "/_stcore/health", "/_stcore/host-config", "/static/none", "/media/x"]
)
def test_no_path_is_answered_under_a_strange_name(own: str, path: str) -> None:
    assert asked(own, path, "evil.example").status == 421
    answer = asked(own, path, urlsplit(own).netloc)
    assert answer.status in (200, 404)
    assert answer.getheader("Content-Security-Policy") == "frame-ancestors 'none'"


def test_no_websocket_opens_under_a_strange_name(own: str) -> None:
    netloc = urlsplit(own).netloc
    assert asked(own, "/_stcore/stream", "evil.example", Origin="http://evil.example", **WEBSOCKET).status == 403
    assert asked(own, "/_stcore/stream", netloc, Origin=f"http://{netloc}", **WEBSOCKET).status == 101


def test_a_page_of_another_site_cannot_frame_ours(own: str, chromium: Browser) -> None:
    html = f"<h1>Another site</h1><iframe id=ours src='{own}/'></iframe>".encode()

    class Other(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(html)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Other) as other:
        threading.Thread(target=other.serve_forever, daemon=True).start()
        page = chromium.new_page()
        refused: list[str] = []
        page.on("console", lambda message: refused.append(message.text))
        page.goto(f"http://127.0.0.1:{other.server_port}/")
        page.wait_for_load_state("networkidle")
        assert any("frame-ancestors" in text for text in refused)
        assert not any(frame.get_by_role("heading").count() for frame in page.frames[1:])
        page.close()
        other.shutdown()
