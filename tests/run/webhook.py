"""A web server on loopback that is told things, as Teams or Slack would be."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@contextmanager
def webhook(status=200):
    """A web server that keeps what is posted to it."""
    came = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            length = int(self.headers["content-length"])
            came.append(json.loads(self.rfile.read(length)))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    came_to = f"json://127.0.0.1:{server.server_port}/hook"
    try:
        yield came_to, came
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
