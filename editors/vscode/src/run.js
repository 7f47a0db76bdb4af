// Runs the program once: what it printed and how it ended. Never through a shell.
const { spawn } = require('node:child_process');

/**
 * `stdin` is given to it, `onLine` hears each line it prints as it comes, and `token`
 * stops it as Ctrl-C would. Rejects only when it could not be started.
 */
function run(program, args, { cwd, stdin, timeout, onLine, token, env } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, timeout, env: { ...process.env, ...env } });
    let stdout = '';
    let stderr = '';
    const [outLines, errLines] = [byLine(onLine), byLine(onLine)];
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
      outLines.take(text);
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text;
      errLines.take(text);
    });
    const listener = token?.onCancellationRequested(() => child.kill('SIGINT'));
    child.on('error', (error) => {
      listener?.dispose();
      reject(error);
    });
    child.on('close', (code) => {
      listener?.dispose();
      outLines.end();
      errLines.end();
      resolve({ code, stdout, stderr });
    });
    // It may end before it has read everything.
    child.stdin.on('error', () => {});
    child.stdin.end(stdin ?? '');
  });
}

/** Hands text on line by line. */
function byLine(onLine = () => {}) {
  let begun = '';
  return {
    take(text) {
      const lines = (begun + text).split('\n');
      begun = lines.pop();
      lines.forEach((line) => onLine(line));
    },
    end() {
      if (begun) onLine(begun);
    },
  };
}

module.exports = { run };
