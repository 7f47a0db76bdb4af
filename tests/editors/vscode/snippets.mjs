// Every snippet of the extension, inserted with its defaults, is a program without errors:
//   node snippets.mjs ROOT BINARY
// What a snippet refers to (the queue `main`, the environment `workers`) comes from the snippets too.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const [root, binary] = process.argv.slice(2);
const snippets = JSON.parse(readFileSync(`${root}/editors/vscode/snippets/batchlang.json`, 'utf8'));

/** As it stands when Tab is pressed through it; a place inside a place first. */
function inserted({ body }) {
  const simple = body.join('\n')
    .replace(/\$\{\d+\|([^,|]*)[^|]*\|\}/g, '$1')
    .replace(/\\\$\{\$\{\d+:([^{}]*)\}\}/g, '\u0000{$1}')
    .replace(/\$\{\d+:((?:[^{}])*)\}/g, '$1')
    .replace(/\$\d+/g, '');
  return simple.replaceAll('\u0000', '$') + '\n';
}

const around = {
  project: inserted(snippets.Project),
  compute_environment: inserted(snippets['Spot environment']),
  job_queue: inserted(snippets.Queue),
};
let bad = 0;
for (const [name, snippet] of Object.entries(snippets)) {
  const text = inserted(snippet);
  const needs = Object.entries(around).filter(([kind]) => !text.startsWith(kind + ' ')).map(([, one]) => one);
  // A queue that wants `workers` beside an environment of another name still has them.
  if (text.startsWith('compute_environment') && !text.includes(' workers {')) needs.push(around.compute_environment);
  const last = text.startsWith('// allow') ? [text + around.job_queue.replace('main', 'other')] : [text];
  const program = [...needs, ...last].join('\n');
  const { stdout, status } = spawnSync(binary, ['check', '-', '--format', 'short'], { input: program, encoding: 'utf8' });
  const errors = stdout.split('\n').filter((line) => /: error\[/.test(line));
  if (/\$\{?\d/.test(text) || errors.length || status > 1) {
    bad += 1;
    console.error(`FAIL snippet ${name}:\n${text}${errors.join('\n')}`);
  }
}
console.log(`      ${Object.keys(snippets).length} snippets checked, ${bad} wrong`);
process.exit(bad ? 1 : 0);
