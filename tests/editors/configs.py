"""Configuration files in editors/ that no editor here reads: they parse, agree with one another, and
files that editors share are the same in each.

    python3 tests/editors/configs.py       Python 3.11
"""
import json
import sys
import tomllib
from pathlib import Path

import yaml

EDITORS = Path(__file__).resolve().parent.parent.parent / "editors"
SERVER = ["batchlang", "lsp", "--stdio"]
failed = 0


def check(name, passed, detail=""):
    global failed
    failed += not passed
    print(f"{'ok  ' if passed else 'FAIL'} {name}  {'' if passed else detail}", flush=True)


def toml(path):
    return tomllib.loads((EDITORS / path).read_text())


def command(server):
    return [server["command"], *server["args"]]


def main():
    helix = toml("helix/languages.toml")
    language = helix["language"][0]
    check("helix: the server", command(helix["language-server"]["batchlang"]) == SERVER)
    check("helix: the language", language["file-types"] == ["batch"] and language["language-servers"] == ["batchlang"])
    check("helix: the grammar", helix["grammar"][0]["source"]["path"].endswith("grammar/tree-sitter-batchlang"))
    kakoune = toml("kakoune/kak-lsp.toml")["language_server"]["batchlang"]
    check("kakoune: the server", command(kakoune) == SERVER and kakoune["filetypes"] == ["batchlang"])
    extension = toml("zed/extension.toml")
    config = toml("zed/languages/batchlang/config.toml")
    check("zed: language and server", config["name"] in extension["language_servers"]["batchlang"]["languages"])
    check("zed: grammar", config["grammar"] in extension["grammars"] and config["path_suffixes"] == ["batch"])
    template = json.loads((EDITORS / "jetbrains/batchlang/template.json").read_text())
    check("jetbrains: the server", template["programArgs"]["default"].split() == SERVER)
    check("jetbrains: files", template["fileTypeMappings"][0]["fileType"]["patterns"] == ["*.batch"])
    coc = json.loads((EDITORS / "vim/coc-settings.json").read_text())["languageserver"]["batchlang"]
    check("coc.nvim: the server", command(coc) == SERVER and coc["filetypes"] == ["batchlang"])
    syntax = yaml.safe_load((EDITORS / "sublime/batchlang.sublime-syntax").read_text())
    lines = (EDITORS / "sublime/LSP.sublime-settings").read_text().splitlines()
    settings = json.loads("\n".join(line for line in lines if not line.startswith("//")))
    client = settings["clients"]["batchlang"]
    check("sublime: the server", client["command"] == SERVER and client["selector"] == syntax["scope"])
    for part in ("syntax/batchlang", "syntax/batchlangplan", "ftdetect/batchlang", "ftplugin/batchlang"):
        one, other = (EDITORS / editor / f"{part}.vim" for editor in ("neovim", "vim"))
        check(f"vim and neovim: the same {part}", one.read_text() == other.read_text())
    for folder in sorted(EDITORS.iterdir()):
        if folder.is_dir():
            check(f"{folder.name}: has a README", (folder / "README.md").is_file())
    return failed


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
