"""A website on loopback in a thread, for commands that bring their own event loop."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@contextmanager
def open_site(
    pages: Mapping[str, str | tuple[int, dict[str, str], str]], *, asked: list[str] | None = None
) -> Iterator[str]:
    """Serve `pages` (path -> HTML, or status, headers and body); yields the address without closing slash.

    Each path that a visitor asks for is appended to `asked`.
    """

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if asked is not None:
                asked.append(self.path)
            what = pages.get(self.path, (404, {}, ""))
            status, headers, body = what if isinstance(what, tuple) else (200, {}, what)
            self.send_response(status)
            for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body.encode())))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
