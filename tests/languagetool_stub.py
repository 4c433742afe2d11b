"""A stand-in for LanguageTool's server, for what a real one will not do on demand.

It finds ``teh``, and does what a text asks for: ``!500``, ``!413``, ``!429``,
``!incomplete``, ``!json``, ``!shape``, ``!outside``, ``!hang``, ``!die``. Run as a
program it takes the arguments of ``java``: its class path says how to misbehave.
"""

from __future__ import annotations

import json
import os
import re
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar
from urllib.parse import parse_qs

SOFTWARE = {"name": "Stub", "version": "0.1", "buildDate": "today", "premium": False}
LANGUAGES = [{"code": "en", "longCode": "en-US"}, {"code": "fr", "longCode": "fr"}]
STATUS = {"!500": 500, "!413": 413, "!429": 429}


def match(text: str, start: int, end: int, rule: str = "STUB_TEH") -> dict[str, object]:
    """Return a match as LanguageTool has it: in UTF-16 units."""
    offset = len(text[:start].encode("utf-16-le")) // 2
    length = len(text[start:end].encode("utf-16-le")) // 2
    return {
        "message": "Did you mean\u00a0“the”?",
        "replacements": [{"value": "the"}],
        "offset": offset,
        "length": length,
        "rule": {
            "id": rule,
            "description": "A stub | of a rule",
            "issueType": "grammar",
            "category": {"id": "GRAMMAR", "name": "Grammar"},
            "urls": [{"value": "https://example.org/teh"}],
        },
    }


class Handler(BaseHTTPRequestHandler):
    """Answers as LanguageTool does."""

    protocol_version = "HTTP/1.0"
    asked: ClassVar[list[dict[str, list[str]]]] = []
    worse: ClassVar[str] = ""

    def log_message(self, *args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        rows = {"/v2/info": {"software": SOFTWARE}, "/v2/languages": LANGUAGES}
        body = rows.get(self.path)
        self._send(200, json.dumps(body).encode() if body else b"OK")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        form = parse_qs(body.decode(), keep_blank_values=True)
        self.asked.append(form)
        text = form["text"][0]
        for word, status in STATUS.items():
            if word in text:
                self._send(status, b"Error: as you wish\n\tat java.Trace")
                return
        if "!die" in text:
            print("java.lang.OutOfMemoryError: Java heap space", flush=True)
            os._exit(3)
        if "!hang" in text:
            time.sleep(30)
        self._send(200, self._answer(text))

    def _answer(self, text: str) -> bytes:
        if "!json" in text:
            return b"<html>not what you want"
        if "!shape" in text:
            return b'{"matches": [{"offset": "one"}]}'
        found = [match(text, *one.span()) for one in re.finditer("teh", text)]
        found += [
            match(text, *one.span(), one[0]) for one in re.finditer("[A-Z_]{8,}", text)
        ]
        if self.worse and self.worse in text:
            found.append(match(text, 0, 1, "STUB_WORSE"))
        if "!outside" in text:
            found.append({**match(text, 0, 1), "offset": 10_000})
        incomplete = {"incompleteResults": "!incomplete" in text}
        answer = {"software": SOFTWARE, "warnings": incomplete, "matches": found}
        return json.dumps(answer).encode()

    def _send(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def stub() -> Iterator[str]:
    """Run a stub in this process; give its address."""
    Handler.asked.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(
            target=server.serve_forever, args=(0.05,), daemon=True
        )
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def main(arguments: list[str]) -> None:
    """Serve, or misbehave as the class path says."""
    class_path = arguments[arguments.index("-cp") + 1]
    if "exits" in class_path:
        print("Exception in thread main: java.lang.NoClassDefFoundError: Gone")
        print("\tat org.languagetool.Main")
        sys.exit(1)
    if "old" in class_path:
        sys.exit("java.lang.UnsupportedClassVersionError: class file version 61.0")
    if "hangs" in class_path:
        print("Starting, slowly", flush=True)
        time.sleep(60)
    port = int(arguments[arguments.index("--port") + 1])
    ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()


if __name__ == "__main__":
    main(sys.argv[1:])
