"""A language server of somebody else's: what it is asked stands in a file, a line each, and it knows nothing.

    python3 tests/editors/other_server.py FILE
"""
import json
import sys


def message():
    length = 0
    while (line := sys.stdin.buffer.readline()).strip():
        name, value = line.split(b":", 1)
        if name.lower() == b"content-length":
            length = int(value)
    return json.loads(sys.stdin.buffer.read(length)) if length else sys.exit()


while True:
    asked = message()
    with open(sys.argv[1], "a") as heard:
        print(asked.get("method"), file=heard)
    if asked.get("method") == "exit":
        sys.exit()
    if "id" not in asked:
        continue
    answer = {"jsonrpc": "2.0", "id": asked["id"]}
    if asked["method"] == "initialize":
        answer["result"] = {"capabilities": {"executeCommandProvider": {"commands": ["other.do"]}}}
    elif asked["method"] == "shutdown":
        answer["result"] = None
    else:
        answer["error"] = {"code": -32602, "message": "the other server knows nothing"}
    body = json.dumps(answer).encode()
    sys.stdout.buffer.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
    sys.stdout.buffer.flush()
