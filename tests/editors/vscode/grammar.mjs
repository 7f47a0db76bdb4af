// The colours of the extension's grammar, by VS Code's own engine: node grammar.mjs ROOT
//   colours.batch   a line `//   ^^^ scope` says what the grammar makes of the place above it
//   examples/       nothing is left without a scope, nothing is called illegal
import { createRequire } from 'node:module';
import { readdirSync, readFileSync } from 'node:fs';

const require = createRequire(`${process.env.TOOLS}/package.json`);
const { Registry, INITIAL, parseRawGrammar } = require('vscode-textmate');
const oniguruma = require('vscode-oniguruma');
const root = process.argv[2];

await oniguruma.loadWASM(readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm')).buffer);
const path = `${root}/editors/vscode/syntaxes/batchlang.tmLanguage.json`;
const registry = new Registry({
  onigLib: Promise.resolve({
    createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
    createOnigString: (text) => new oniguruma.OnigString(text),
  }),
  loadGrammar: async () => parseRawGrammar(readFileSync(path, 'utf8'), path),
});
const grammar = await registry.loadGrammar('source.batchlang');

function* lines(text) {
  let state = INITIAL;
  for (const [at, line] of text.split('\n').entries()) {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    yield { at: at + 1, line, tokens };
    state = ruleStack;
  }
}

let bad = 0;
const fail = (text) => { bad += 1; console.error(`FAIL ${text}`); };

let carets = 0;
const colours = readFileSync(`${root}/tests/editors/vscode/colours.batch`, 'utf8');
let above;
// The lines with carets are no part of the program.
const asked = [];
const code = [];
for (const line of colours.split('\n')) {
  const caret = /^\/\/( *)(\^+) (\S+)$/.exec(line);
  if (caret) asked.push({ below: code.length, from: 2 + caret[1].length, to: 2 + caret[1].length + caret[2].length, scope: caret[3] });
  else code.push(line);
}
above = [...lines(code.join('\n'))];
for (const { below, from, to, scope } of asked) {
  const { at, line, tokens } = above[below - 1];
  for (const token of tokens.filter((one) => one.startIndex < to && one.endIndex > from)) {
    carets += 1;
    if (!token.scopes.some((one) => one === `${scope}.batchlang` || one.startsWith(`${scope}.`))) {
      fail(`colours.batch: "${line.slice(token.startIndex, token.endIndex)}" of \`${line.trim()}\` is ${token.scopes.slice(1).join(' ')}, not ${scope} (line ${at} of the program)`);
    }
  }
}

let words = 0;
const examples = readdirSync(`${root}/examples`, { recursive: true }).filter((name) => name.endsWith('.batch'));
for (const name of examples) {
  for (const { at, line, tokens } of lines(readFileSync(`${root}/examples/${name}`, 'utf8'))) {
    for (const { startIndex, endIndex, scopes } of tokens) {
      const text = line.slice(startIndex, endIndex);
      if (!text.trim()) continue;
      words += 1;
      if (scopes.length < 2 || /^meta\./.test(scopes.at(-1))) fail(`${name}:${at}: "${text}" has no colour`);
      if (scopes.some((one) => one.startsWith('invalid'))) fail(`${name}:${at}: "${text}" is called illegal`);
    }
  }
}
if (!carets || !words) fail('nothing was looked at');
console.log(`      ${carets} places of colours.batch and ${words} words of ${examples.length} examples, ${bad} wrong`);
process.exit(bad ? 1 : 0);
