"""Serves an example site on loopback, for the demonstration and the tests."""

import time
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from typing import Self
from urllib.parse import unquote

from terbuka.example.assembly import Served
from terbuka.example.sites import ExampleSite

GONE = Served(b"<!DOCTYPE html><title>404</title><h1>404 Not Found</h1>", status=404)


class ExampleServer:
    """Context manager: `with ExampleServer(site) as server: server.url`.

    Listens on 127.0.0.1, at `port` or a free one. Answers GET and HEAD with
    the status, headers and delay that the site says, 404 for the rest.
    `asked` holds the paths that were asked for, in order.
    """

    def __init__(self, site: ExampleSite, *, port: int = 0) -> None:
        self.site, self.asked = site, list[str]()
        self._former: Mapping[str, Served] = {}
        self._http = ThreadingHTTPServer(("127.0.0.1", port), _handler(self))
        self._http.daemon_threads = True
        self._thread = Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    @property
    def url(self) -> str:
        """The address of the site's first page."""
        return f"http://127.0.0.1:{self._http.server_address[1]}{self.site.start_path}"

    def show(self, site: ExampleSite) -> None:
        """Serve another site from now on; documents that it replaced still answer, as on real sites."""
        self._former = {**self._former, **self.site.files}
        self.site = site

    def answer(self, path: str) -> Served:
        """What stands at `path` (with its query)."""
        for files in (self.site.files, self._former):
            if served := files.get(path) or files.get(unquote(path)):
                return served
        return GONE

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join(timeout=5)


def _handler(server: ExampleServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._reply(has_body=True)

        def do_HEAD(self) -> None:
            self._reply(has_body=False)

        def _reply(self, *, has_body: bool) -> None:
            server.asked.append(self.path)
            served = server.answer(self.path)
            time.sleep(served.delay)
            self.send_response(served.status)
            self.send_header("Content-Type", served.content_type)
            self.send_header("Content-Length", str(len(served.body)))
            for name, value in served.headers:
                self.send_header(name, value)
            self.end_headers()
            if has_body:
                self.wfile.write(served.body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Silent: a demonstration's terminal shows results, not requests."""

    return Handler
