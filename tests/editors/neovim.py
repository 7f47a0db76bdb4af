"""The Neovim plug-in as a user has it, by real keys over its RPC: editors/neovim alone.

    NVIM=/path/nvim python3 tests/editors/neovim.py BINARY      needs PyPI pynvim; Neovim 0.11
"""
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pynvim

HERE = Path(__file__).resolve().parent
PLUGIN = HERE.parent.parent / "editors/neovim"
SANDBOX = os.environ.get("SANDBOX")
GRAMMAR = HERE.parent.parent / "grammar/tree-sitter-batchlang/src"
failed = 0


def until(probe, seconds=20):
    """Polls; what the probe gave last, once that is true or the time is over."""
    end = time.time() + seconds
    while not (result := probe()) and time.time() < end:
        time.sleep(0.02)
    return result


def check(name, passed, detail=""):
    global failed
    failed += not passed
    print(f"{'ok  ' if passed else 'FAIL'} {name}  {'' if passed else detail}", flush=True)


def servers(folder):
    """Processes of the binary under test in `folder`, by number."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            command = (entry / "cmdline").read_bytes().split(b"\0")
            if command[1:2] == [b"lsp"] and os.readlink(entry / "cwd") == str(folder):
                found.append(int(entry.name))
        except (OSError, IndexError):
            pass
    return found


def build_parser(site):
    (site / "parser").mkdir(parents=True)
    sources = [str(GRAMMAR / "parser.c"), str(GRAMMAR / "scanner.c")]
    made = site / "parser/batchlang.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-I", str(GRAMMAR), *sources, "-o", str(made)], check=True)


class Editor:
    def __init__(self, folder, site):
        flags = ["--embed", "--headless", "--clean", "-n", "-i", "NONE"]
        paths = ["--cmd", f"set rtp^={PLUGIN} rtp+={site}"]
        if SANDBOX:
            paths += ["--cmd", f"let g:batchlang = {{'settings': {{'batchlang': {{'endpointUrl': '{SANDBOX}'}}}}}}"]
        program = os.environ.get("NVIM", "nvim")
        os.chdir(folder)
        self.nvim = pynvim.attach("child", argv=[program, *flags, *paths, "sample.batch"])
        self.nvim.ui_attach(120, 40, rgb=True)
        self.nvim.command("set completeopt=menuone,noselect")

    def lua(self, text, *args):
        return self.nvim.exec_lua(text, *args)

    def text(self):
        return "\n".join(self.nvim.current.buffer[:]) + "\n"

    def go(self, pattern, offset=0):
        """The cursor on the first place a pattern is found."""
        for number, line in enumerate(self.nvim.current.buffer[:]):
            if pattern in line:
                self.nvim.current.window.cursor = (number + 1, line.index(pattern) + offset)
                return
        raise AssertionError(f"{pattern} is not there")

    def diagnostics(self):
        return self.lua("return vim.tbl_map(function(d) return d.message end, vim.diagnostic.get(0))")

    def asked(self):
        """Waits for a question on the command line, so that an answer is not taken for commands."""
        return until(lambda: self.nvim.request("nvim_get_mode")["mode"] != "n")

    def menu(self, wanted):
        """The words of the completion menu, once `wanted` is among them."""
        def words():
            if not self.nvim.funcs.pumvisible():
                return None
            found = [item["word"] for item in self.nvim.funcs.complete_info(["items"])["items"]]
            return found if any(word.strip('"') == wanted for word in found) else None
        return until(words)


def colours(editor):
    captures = "return vim.tbl_map(function(c) return c.capture end, vim.treesitter.get_captures_at_pos(0, ...))"
    lines = editor.nvim.current.buffer[:]
    row = next(i for i, line in enumerate(lines) if "type = SPOT" in line)
    check("tree-sitter: attribute", "property" in editor.lua(captures, row, 2))
    check("tree-sitter: AWS's word", "constant" in editor.lua(captures, row, lines[row].index("SPOT")))
    tokens = 'return #vim.lsp.semantic_tokens.get_at_pos(0, ...)'
    check("semantic tokens", until(lambda: editor.lua(f"local ok, n = pcall(function(...) {tokens} end, ...) return ok and n > 0", row, 2)))
    editor.lua("vim.wo.foldmethod = 'expr' vim.wo.foldexpr = 'v:lua.vim.treesitter.foldexpr()'")
    check("folds", until(lambda: editor.nvim.funcs.foldlevel(row + 1) > 0))
    editor.nvim.command("set foldmethod=manual")
    editor.nvim.command("normal! zE")


def completion(editor):
    editor.go('["m6i"]', len('["m6i"'))
    editor.nvim.input('i, "m7i.4x<C-x><C-o>')
    words = editor.menu("m7i.4xlarge")
    check("completion of an instance type", words, editor.nvim.current.line)
    editor.nvim.input("<C-e><Esc>u")
    until(lambda: "m7i" not in editor.text())
    editor.go("runs_on = [main]", len("runs_on = [main"))
    editor.nvim.input("i, <C-x><C-o>")
    check("completion of a queue", editor.menu("urgent"), str(editor.nvim.current.line))
    editor.nvim.input("<C-e><Esc>u")
    until(lambda: "[main]" in editor.text())


def hover(editor):
    editor.go("max_vcpus")
    editor.nvim.input("K")
    def shown():
        for window in editor.nvim.windows:
            if window.api.get_config().get("relative"):
                return "\n".join(window.buffer[:])
    found = until(shown) or ""
    check("hover", "vcpus" in found.lower(), found)
    editor.nvim.input("<Esc>")
    editor.lua("for _, w in ipairs(vim.api.nvim_list_wins()) do if vim.api.nvim_win_get_config(w).relative ~= '' then vim.api.nvim_win_close(w, true) end end")


def changes(editor):
    editor.go("spot-poool")
    editor.nvim.input("gra")
    check("a choice of fixes", editor.asked())
    editor.nvim.input("1<CR>")
    check("code action", until(lambda: "[spot-pool]" in editor.text()), editor.text())
    check("the squiggle goes", until(lambda: not editor.lua("return #vim.diagnostic.get(0, {severity = 1}) > 0")))
    editor.go("main {")
    editor.nvim.input("grn")
    check("the new name is asked for", editor.asked())
    editor.nvim.input("<C-u>everyday<CR>")
    renamed = until(lambda: "job_queue everyday" in editor.text() and "[everyday]" in editor.text())
    check("rename", renamed, editor.text())
    editor.lua("vim.lsp.buf.format{timeout_ms=10000}")
    check("format", "  type           = SPOT" in editor.text(), editor.text())


def commands(editor, scratch):
    """The plug-in's commands, each from the program's own window, beside another server."""
    program = editor.nvim.current.window
    heard = scratch / "heard"
    asked = lambda: heard.read_text().split() if heard.exists() else []
    server = [sys.executable, str(HERE / "other_server.py"), str(heard)]
    editor.lua("vim.lsp.start({ name = 'other', cmd = ... })", server)
    check("another server is there", until(lambda: "initialized" in asked()), asked())

    def run(command, name, wanted):
        """The text in the window named `name`, once it holds `wanted`."""
        editor.nvim.current.window = program
        editor.nvim.command(command)
        shown = until(lambda: editor.nvim.current.buffer.name.endswith(name) and editor.text())
        check(f":{command}", shown and wanted in shown, shown or editor.nvim.current.buffer.name)

    run("BatchlangExplain mixed-architectures", "batchlang://explain", "one architecture")
    run("BatchlangGraph", "batchlang://graph", "flowchart")
    run("BatchlangGraph dot", "batchlang://graph", "digraph")
    run("BatchlangCompile", "terraform/main.tf", "aws_batch_job_queue")
    if SANDBOX:
        run("BatchlangPlan", "batchlang://plan", "+ job_queue.everyday  create")
        group = editor.nvim.eval("synIDattr(synID(search('job_queue.everyday'), 1, 1), 'name')")
        check("colour of a plan", group == "batchlangPlanAdded", group)
        editor.nvim.current.window = program
        editor.nvim.command("BatchlangApply")
        check("apply asks", editor.asked())
        editor.nvim.input("1<CR>")
        done = until(lambda: editor.nvim.current.buffer.name.endswith("batchlang://apply") and editor.text())
        check(":BatchlangApply", done and done.startswith("Done: "), done)
    else:
        print("left out: plan and apply, for the program has no sandbox")
    check("commands are not for another server", "workspace/executeCommand" not in asked(), asked())
    editor.nvim.current.window = program
    editor.nvim.command("only!")


def health(editor):
    editor.nvim.command("checkhealth batchlang")
    report = "\n".join(editor.nvim.current.buffer[:])
    check("checkhealth", "batchlang 0" in report and "ERROR" not in report and "WARNING" not in report, report)


def main(binary):
    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch).resolve()
        folder, site = scratch / "project", scratch / "site"
        (scratch / "bin").mkdir()
        folder.mkdir()
        (scratch / "bin/batchlang").symlink_to(Path(binary).resolve())
        os.environ["PATH"] = f"{scratch}/bin:{os.environ['PATH']}"
        os.environ["XDG_STATE_HOME"] = str(scratch / "state")
        shutil.copy(HERE / "sample.batch", folder)
        build_parser(site)
        editor = Editor(folder, site)
        check("filetype", editor.nvim.eval("&filetype") == "batchlang")
        check("attached", until(lambda: editor.lua("return #vim.lsp.get_clients{bufnr=0} == 1")))
        found = until(editor.diagnostics) or []
        check("squiggle", any("spot-poool" in message for message in found), str(found))
        colours(editor)
        completion(editor)
        hover(editor)
        changes(editor)
        commands(editor, scratch)
        health(editor)
        check("the server runs", len(servers(folder)) == 1)
        try:
            editor.nvim.command("qall!")
        except (OSError, EOFError):
            pass
        check("no process is left", until(lambda: not servers(folder)), str(servers(folder)))
        os.chdir("/")
    return failed


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1]) else 0)
