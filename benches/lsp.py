#!/usr/bin/env python3
"""Times the language server beside ruff's, by the same client in one run: from the first byte of a
message written to the arrival of the answer. Minimum and median of many.

    benches/lsp.py [BINARY]           the table; BINARY is target/release/batchlang
    benches/lsp.py BINARY --runs 200  more runs

Findings are pushed by both, and for `batchlang` also asked for (pull). ruff has no completion, no
definition and no rename.
"""

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import inputs
import peers
from lsp_client import Server

SIZES = (1_000, 10_000)


def place(text: str, needle: str, after: int = 0) -> dict:
    """The place behind `needle`; the texts are ASCII."""
    at = text.index(needle, after) + len(needle)
    return {"line": text.count("\n", 0, at), "character": at - text.rfind("\n", 0, at) - 1}


def summary(times: list) -> tuple:
    return min(times), statistics.median(times)


class Batch:
    """`batchlang lsp` on a program made of many units."""

    language, ending = "batch", "batch"

    def __init__(self, binary: Path, pulls: bool):
        self.command, self.pulls = [binary, "lsp"], pulls
        self.name = "batchlang, pull" if pulls else "batchlang, push"
        self.text = inputs.batch

    def edit_at(self, text: str) -> dict:
        return place(text, "timeout     = ", len(text) // 2)

    def typed(self, server: Server, uri: str, text: str, at: dict, runs: int) -> list:
        """Completion asked for right behind an edit, before there is anything to re-use."""
        behind = {"line": at["line"], "character": at["character"] + 1}
        place = {"line": at["line"], "character": 6}
        asked = {"textDocument": {"uri": uri}, "position": place}
        times = []
        for number in range(runs):
            end, text = (at, "0") if number % 2 == 0 else (behind, "")
            edit = server.change(uri, at, end, text)
            times.append(server.request("textDocument/completion", asked, edit)[0])
        return times

    def asked(self, server: Server, uri: str, text: str, runs: int) -> dict:
        middle = len(text) // 2
        middle = text.index("job_queue queue-", middle)
        document = {"textDocument": {"uri": uri}}
        at = lambda needle: {**document, "position": place(text, needle, middle)}
        word = {
            "completion": ("textDocument/completion", at("  priority")),
            "completion of types": ("textDocument/completion", at('instance_types = ["m')),
            "hover": ("textDocument/hover", at("prior")),
            "definition": ("textDocument/definition", at("compute_environments = [sp")),
        }
        rows = {}
        for name, (method, params) in word.items():
            answers = [server.request(method, params) for _ in range(runs)]
            if not answers[0][1]:
                raise SystemExit(f"{method} found nothing at {params}")
            rows[name] = summary([took for took, _ in answers])
        # Every job names `image`: the most places a name can have.
        params = {**document, "position": place(text, "let shared-im"), "newName": "renamed"}
        answers = [server.request("textDocument/rename", params) for _ in range(max(3, runs // 5))]
        edits = answers[0][1]["changes"][uri]
        rows["rename"] = summary([took for took, _ in answers])
        self.renamed = len(edits)
        return rows


class Ruff:
    """`ruff server` on Python of as many lines."""

    language, ending, name, pulls = "python", "py", "ruff server, push", False

    def __init__(self, binary: Path):
        self.command, self.text = [binary, "server"], inputs.python

    def edit_at(self, text: str) -> dict:
        return place(text, "if threads > 2", len(text) // 2)

    def asked(self, server: Server, uri: str, text: str, runs: int) -> dict:
        return {}


def with_shared_let(text: str) -> str:
    """The program with one image for all its jobs."""
    lines = [
        "  image = shared-image" if line.lstrip().startswith("image ") else line
        for line in text.split("\n")
    ]
    return 'let shared-image = "tools/bwa:0.7.17"\n' + "\n".join(lines)


def measure(peer, lines: int, runs: int, folder: Path) -> dict:
    text = peer.text(lines)
    if peer.ending == "batch":
        text = with_shared_let(text)
    path = folder / f"measured-{lines}.{peer.ending}"
    path.write_text(text)
    uri = path.as_uri()
    starts, opens = [], []
    for _ in range(max(5, runs // 10)):
        server = Server(peer.command, peer.pulls, folder)
        starts.append(server.initialize())
        opens.append(server.open(uri, peer.language, text))
        code, errors = server.end()
        if code != 0:
            raise SystemExit(f"{peer.name} ended with {code}: {errors}")
    server = Server(peer.command, peer.pulls, folder)
    server.initialize()
    server.open(uri, peer.language, text)
    at = peer.edit_at(text)
    behind = {"line": at["line"], "character": at["character"] + 1}
    edits = []
    for _ in range(runs):
        edits.append(server.edit(uri, at, at, "0"))
        edits.append(server.edit(uri, at, behind, ""))
    rows = {"initialize": summary(starts), "open to findings": summary(opens)}
    rows["edit to findings"] = summary(edits)
    if peer.ending == "batch":
        rows["completion after an edit"] = summary(peer.typed(server, uri, text, at, runs))
    rows.update(peer.asked(server, uri, text, runs))
    rows["resident MiB"] = (server.resident(),) * 2
    server.end()
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("binary", nargs="?", type=Path, default=peers.TARGET / "release" / "batchlang")
    parser.add_argument("--runs", type=int, default=100)
    parser.add_argument("--no-peers", action="store_true", help="without ruff")
    arguments = parser.parse_args()
    binary = arguments.binary.resolve()
    servers = [Batch(binary, False), Batch(binary, True)]
    if not arguments.no_peers:
        servers.append(Ruff(peers.peers() / "ruff"))
    columns = "".join(f"{f'{lines:,} lines':>22}" for lines in SIZES)
    print(f"{'minimum / median of many, ms':42}{columns}")
    with tempfile.TemporaryDirectory() as folder:
        for peer in servers:
            sizes = [measure(peer, lines, arguments.runs, Path(folder)) for lines in SIZES]
            for row in sizes[0]:
                cells = (f"{one[row][0]:>11.2f} /{one[row][1]:>8.2f}" for one in sizes)
                print(f"{peer.name:20}{row:22}{''.join(f'{cell:>22}' for cell in cells)}")
            if peer.ending == "batch":
                print(f"{'':20}(rename: {peer.renamed} places at {SIZES[-1]:,} lines)")


if __name__ == "__main__":
    main()
