"""A client of a language server for measurements: frames and pipes by os.write and os.read in one
thread, so that little but the server's own time lies between a message and its answer."""

import json
import os
import re
import subprocess
import time
from pathlib import Path

LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)


class Server:
    """A running server. `pulls`: findings are asked for rather than waited for."""

    def __init__(self, command: list, pulls: bool, cwd: Path, encodings=("utf-8", "utf-16")):
        self.process = subprocess.Popen(
            [str(word) for word in command],
            cwd=cwd,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
        )
        self.input = self.process.stdin.fileno()
        self.output = self.process.stdout.fileno()
        self.pulls, self.cwd, self.encodings = pulls, cwd, encodings
        self.buffer = b""
        self.next = 0
        self.version = 1
        self.capabilities = {}

    def frame(self, message: dict) -> bytes:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)

    def write(self, frame: bytes) -> None:
        while frame:
            frame = frame[os.write(self.input, frame) :]

    def receive(self) -> bytes:
        """The body of the next message, not parsed: parsing is the client's time."""
        while True:
            end = self.buffer.find(b"\r\n\r\n")
            if end >= 0:
                found = LENGTH.search(self.buffer, 0, end)
                last = end + 4 + int(found.group(1))
                if len(self.buffer) >= last:
                    body, self.buffer = self.buffer[end + 4 : last], self.buffer[last:]
                    return body
            more = os.read(self.output, 1 << 20)
            if not more:
                raise SystemExit(f"the server is gone: {self.process.stderr.read().decode()}")
            self.buffer += more

    def until(self, wanted: bytes) -> bytes:
        """The first message with these bytes in it; what the server asks meanwhile is answered."""
        while True:
            body = self.receive()
            if wanted in body:
                return body
            if b'"method"' in body and b'"id"' in body:
                asked = json.loads(body)
                if "id" in asked and "method" in asked:
                    self.write(self.frame({"id": asked["id"], "result": None}))

    def timed(self, frame: bytes, wanted: bytes) -> tuple:
        """Milliseconds from the first byte written to the answer, and the answer."""
        start = time.perf_counter()
        self.write(frame)
        body = self.until(wanted)
        return (time.perf_counter() - start) * 1000, body

    def request(self, method: str, params, before: bytes = b"") -> tuple:
        """The time of an answer and its result; `before` is sent ahead of it."""
        self.next += 1
        # A number no text holds, so that it is found without parsing.
        number = 710_000_000 + self.next
        message = {"id": number, "method": method}
        if params is not None:
            message["params"] = params
        took, body = self.timed(before + self.frame(message), b"%d" % number)
        answer = json.loads(body)
        if "error" in answer:
            raise SystemExit(f"{method}: {answer['error']}")
        return took, answer["result"]

    def notify(self, method: str, params) -> None:
        self.write(self.frame({"method": method, "params": params}))

    def initialize(self) -> float:
        """Milliseconds from the start of the conversation to the server's capabilities."""
        document = {
            "publishDiagnostics": {"versionSupport": True},
            "completion": {"completionItem": {"snippetSupport": True}},
        }
        if self.pulls:
            document["diagnostic"] = {}
        params = {
            "processId": os.getpid(),
            "rootUri": None,
            "capabilities": {
                "general": {"positionEncodings": list(self.encodings)},
                "textDocument": document,
            },
        }
        took, result = self.request("initialize", params)
        self.capabilities = result["capabilities"]
        self.notify("initialized", {})
        return took

    def open(self, uri: str, language: str, text: str) -> float:
        """Milliseconds from the text to what is said of it."""
        document = {"uri": uri, "languageId": language, "version": self.version, "text": text}
        frame = self.frame({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        return self.findings(uri, frame)

    def change(self, uri: str, start: dict, end: dict, text: str) -> bytes:
        """The message of an edit."""
        self.version += 1
        params = {
            "textDocument": {"uri": uri, "version": self.version},
            "contentChanges": [{"range": {"start": start, "end": end}, "text": text}],
        }
        return self.frame({"method": "textDocument/didChange", "params": params})

    def edit(self, uri: str, start: dict, end: dict, text: str) -> float:
        """Milliseconds from an edit to what is said of the text after it."""
        return self.findings(uri, self.change(uri, start, end, text))

    def findings(self, uri: str, frame: bytes) -> float:
        start = time.perf_counter()
        self.write(frame)
        if self.pulls:
            self.found = self.request("textDocument/diagnostic", {"textDocument": {"uri": uri}})[1]
        else:
            self.pushed()
        return (time.perf_counter() - start) * 1000

    def pushed(self) -> None:
        """Waits for the findings of the version that was sent last."""
        version = re.compile(rb'"version": *%d\b' % self.version)
        while True:
            body = self.until(b"textDocument/publishDiagnostics")
            if version.search(body):
                self.found = body
                return

    def resident(self) -> float:
        """MiB of memory in use."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s*(\d+)", status).group(1)) / 1024

    def end(self) -> tuple:
        """Says goodbye; the exit code, and what was written to standard error."""
        self.request("shutdown", None)
        self.write(self.frame({"method": "exit"}))
        os.set_blocking(self.output, True)
        self.process.stdout.close()
        errors = self.process.stderr.read().decode()
        return self.process.wait(timeout=60), errors
