"""A web server on loopback that is told things, as Teams or Slack would be."""

import json
import threading
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@contextmanager
def webhook(status=200, answers=None):
    """A web server that keeps what is posted to it, and answers once `answers` is set.

    Without that, at once.
    """
    came = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            length = int(self.headers["content-length"])
            came.append(json.loads(self.rfile.read(length)))
            if answers is not None:
                answers.wait(120)
            # Whoever asked may have been killed meanwhile.
            with suppress(ConnectionError):
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
