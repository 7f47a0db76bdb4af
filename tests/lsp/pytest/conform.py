"""Stands between a client and a server, and looks at every message the server sends: it must be of
a type lsprotocol knows, and reading and writing it again must give the same JSON.

    conform.py FAULTS SERVER [ARGUMENT …]     writes what is wrong to FAULTS, a line each
"""

import json
import os
import subprocess
import sys
import threading

from lsprotocol import converters, types

CONVERTER = converters.get_converter()


def without_nulls(value):
    """What may be left out and what is null are the same."""
    if isinstance(value, dict):
        return {key: without_nulls(one) for key, one in value.items() if one is not None}
    if isinstance(value, list):
        return [without_nulls(one) for one in value]
    return int(value) if isinstance(value, float) and value == int(value) else value


def differences(sent, back, path="") -> list:
    if type(sent) is not type(back):
        return [f"{path}: {sent!r} came back as {back!r}"]
    if isinstance(sent, dict):
        found = []
        for key in {*sent, *back}:
            if (key in sent) != (key in back):
                where = "sent" if key in sent else "read"
                found.append(f"{path}.{key}: only in what was {where}")
            else:
                found += differences(sent[key], back[key], f"{path}.{key}")
        return found
    if isinstance(sent, list):
        if len(sent) != len(back):
            return [f"{path}: {len(sent)} elements came back as {len(back)}"]
        pairs = enumerate(zip(sent, back))
        return [one for at, (a, b) in pairs for one in differences(a, b, f"{path}[{at}]")]
    return [] if sent == back else [f"{path}: {sent!r} came back as {back!r}"]


class Judge:
    """Knows what was asked, so that an answer can be read as the answer to that."""

    def __init__(self, faults: str):
        self.faults = open(faults, "a", buffering=1)
        self.asked = {}

    def client_says(self, message: dict) -> None:
        if "method" in message and "id" in message:
            self.asked[message["id"]] = message["method"]

    def server_says(self, message: dict) -> None:
        what = message.get("method") or f"the answer to {self.asked.get(message.get('id'))}"
        for fault in self.judge(message):
            print(f"{what}: {fault}", file=self.faults)

    def judge(self, message: dict) -> list:
        if message.get("jsonrpc") != "2.0":
            return ["it is not JSON-RPC 2.0"]
        if "method" in message:
            known = types.METHOD_TO_TYPES.get(message["method"])
            if known is None:
                return ["no such method"]
            expected = known[0]
        else:
            method = self.asked.pop(message.get("id"), None)
            if method is None:
                return [f"nobody asked: {message}"]
            known = types.METHOD_TO_TYPES.get(method)
            if "error" in message or known is None:
                expected = types.ResponseErrorMessage
            else:
                expected = known[1]
            if ("error" in message) == ("result" in message):
                return [f"neither or both of an error and a result: {message}"]
        try:
            read = CONVERTER.structure(message, expected)
            back = json.loads(json.dumps(CONVERTER.unstructure(read, expected)))
        except Exception as error:  # whatever lsprotocol makes of it
            return [f"{type(error).__name__}: {error}"]
        return differences(without_nulls(message), without_nulls(back))


def pump(source, sink, look) -> None:
    """Hands messages on as they are, looking at each."""
    try:
        while True:
            length, head = 0, b""
            while True:
                line = source.readline()
                if not line:
                    return
                head += line
                if line == b"\r\n":
                    break
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            body = source.read(length)
            look(json.loads(body))
            sink.write(head + body)
            sink.flush()
    except (BrokenPipeError, OSError, ValueError):
        return
    finally:
        try:
            sink.close()
        except OSError:
            pass


def main() -> None:
    judge = Judge(sys.argv[1])
    server = subprocess.Popen(sys.argv[2:], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    upwards = (sys.stdin.buffer, server.stdin, judge.client_says)
    threading.Thread(target=pump, args=upwards, daemon=True).start()
    pump(server.stdout, sys.stdout.buffer, judge.server_says)
    os._exit(server.wait())


if __name__ == "__main__":
    main()
