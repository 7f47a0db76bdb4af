// Runs the program once: what it printed and how it ended. Never through a shell.
const { spawn } = require('node:child_process');

/**
 * `stdin` is given to it, `onLine` hears each line of its standard error as it comes, and `token`
 * stops it as Ctrl-C would. Rejects only when it could not be started.
 */
function run(program, args, { cwd, stdin, timeout, onLine, token, env } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, timeout, env: { ...process.env, ...env } });
    let stdout = '';
    let stderr = '';
    let begun = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text;
      const lines = (begun + text).split('\n');
      begun = lines.pop();
      if (onLine) lines.forEach(onLine);
    });
    const listener = token?.onCancellationRequested(() => child.kill('SIGINT'));
    child.on('error', (error) => {
      listener?.dispose();
      reject(error);
    });
    child.on('close', (code) => {
      listener?.dispose();
      if (onLine && begun) onLine(begun);
      resolve({ code, stdout, stderr });
    });
    // It may end before it has read everything.
    child.stdin.on('error', () => {});
    child.stdin.end(stdin ?? '');
  });
}

module.exports = { run };
