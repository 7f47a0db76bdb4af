// The page that shows a graph: fitted to the room there is, enlarged by its buttons, keys or Ctrl and the wheel.
const crypto = require('node:crypto');

/** The boxes with the addresses they stand for: a box and a node of the DOT with its label and colour are the same. */
function withAddresses(svg, dot) {
  const nodes = new Map();
  for (const [, address, label, colour] of dot.matchAll(/^\s*"([^"]+)" \[label="((?:[^"\\]|\\.)*)".*?fillcolor="([^"]+)"/gm)) {
    nodes.set(`${colour}ff ${label.split('\\n')[0]}`, address);
  }
  const box = /<g >(\s*<rect [^>]*fill="([^"]+)"[^>]*>\s*)<\/g>(\s*<text [^>]*><tspan[^>]*>([^<]*)<\/tspan>.*?<\/text>)/gs;
  return svg.replace(/<\?xml[^>]*\?>/, '').replace(box, (whole, rect, colour, text, label) => {
    const address = nodes.get(`${colour} ${label}`);
    if (!address) return whole;
    const name = escaped(address);
    return `<g class="box" tabindex="0" role="link" data-address="${name}" aria-label="${name}">${rect}${text}</g>`;
  });
}

function escaped(text) {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

/** It asks for a picture once it is there, and again whenever it comes back into sight. */
function page() {
  const nonce = crypto.randomBytes(16).toString('base64');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'">
<style nonce="${nonce}">${STYLE}</style>
<title>Graph</title>
</head>
<body>
<p class="trouble" role="status" hidden></p>
<div class="tools" role="toolbar" aria-label="Size">
  <button id="smaller" title="Smaller (−)" aria-label="Smaller">−</button>
  <button id="fit" title="Fit to the width (0)">Fit</button>
  <button id="larger" title="Larger (+)" aria-label="Larger">+</button>
</div>
<div class="sheet" tabindex="-1"></div>
<script nonce="${nonce}">(${script})('${nonce}')</script>
</body>
</html>`;
}

const STYLE = `
  html, body { height: 100%; }
  body { box-sizing: border-box; display: flex; flex-direction: column; gap: 8px; margin: 0; padding: 8px 12px 12px; }
  .sheet { background: #fff; border-radius: 6px; flex: 0 1 auto; min-height: 0; overflow: auto; padding: 8px; }
  .sheet:empty { display: none; }
  .sheet svg { display: block; margin: auto; }
  .box { cursor: pointer; }
  .box:hover rect, .box:focus rect { stroke-width: 2.5; }
  .box:focus { outline: none; }
  .trouble { color: var(--vscode-errorForeground); margin: 0; }
  .tools { display: flex; gap: 4px; justify-content: flex-end; }
  .tools button {
    background: var(--vscode-button-secondaryBackground); border: 0; border-radius: 3px; cursor: pointer;
    color: var(--vscode-button-secondaryForeground); font: inherit; min-width: 28px; padding: 2px 8px;
  }
  .tools button:hover { background: var(--vscode-button-secondaryHoverBackground); }
`;

/** What runs in the page, where it is put as text: nothing else of this file is known to it. `zoom` is how many times as large as drawn; nothing: as the width allows. */
function script(nonce) {
  const vscode = acquireVsCodeApi();
  const [sheet, trouble] = [document.querySelector('.sheet'), document.querySelector('.trouble')];
  let { zoom } = vscode.getState() ?? {};
  let drawn = { width: 0, height: 0 };

  const fitting = () => Math.min(1, (document.body.clientWidth - 24 - 16) / drawn.width);
  const lay = () => {
    const svg = sheet.querySelector('svg');
    if (!svg || !drawn.width) return;
    const scale = zoom ?? fitting();
    svg.setAttribute('width', Math.floor(drawn.width * scale));
    svg.setAttribute('height', Math.floor(drawn.height * scale));
  };
  // What stands at the middle of the sight, or under the pointer, stays there.
  const resize = (next, x = sheet.clientWidth / 2, y = sheet.clientHeight / 2) => {
    const before = zoom ?? fitting();
    zoom = next && Math.min(4, Math.max(0.1, next));
    lay();
    const grown = (zoom ?? fitting()) / before;
    sheet.scrollTo((sheet.scrollLeft + x) * grown - x, (sheet.scrollTop + y) * grown - y);
    vscode.setState({ zoom });
  };
  const step = (factor) => resize((zoom ?? fitting()) * factor);

  addEventListener('message', ({ data }) => {
    trouble.textContent = data.trouble ?? '';
    trouble.hidden = !data.trouble;
    if (!data.picture) return;
    sheet.innerHTML = data.picture.replaceAll('<style>', '<style nonce="' + nonce + '">');
    const svg = sheet.querySelector('svg');
    if (!svg) return;
    // The drawing's own frame leaves out a part of wide labels.
    const { x, y, width, height } = svg.getBBox();
    drawn = { width: width + 16, height: height + 16 };
    svg.setAttribute('viewBox', [x - 8, y - 8, drawn.width, drawn.height].join(' '));
    lay();
  });
  addEventListener('resize', lay);
  sheet.addEventListener('wheel', (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const place = sheet.getBoundingClientRect();
    resize((zoom ?? fitting()) * Math.exp(-event.deltaY / 400), event.clientX - place.left, event.clientY - place.top);
  }, { passive: false });
  document.querySelector('#smaller').addEventListener('click', () => step(0.8));
  document.querySelector('#larger').addEventListener('click', () => step(1.25));
  document.querySelector('#fit').addEventListener('click', () => resize(undefined));
  const go = (event) => {
    const box = event.target.closest?.('.box');
    if (box) vscode.postMessage({ address: box.dataset.address });
  };
  document.addEventListener('click', go);
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter') go(event);
    if (event.key === '+' || event.key === '=') step(1.25);
    if (event.key === '-') step(0.8);
    if (event.key === '0') resize(undefined);
  });
  vscode.postMessage({ ready: true });
}

module.exports = { page, withAddresses };
