/**
 * What makes the page of a map handier: finding, filters that draw what is left anew, boxes that are chosen and opened. Names
 * get into the page as texts, or escaped by the code that draws; the page is whole without it.
 */
export const pageScript = `(() => {
const $ = (selector) => document.querySelector(selector);
const all = (selector) => [...document.querySelectorAll(selector)];
const view = JSON.parse($('#map-data').textContent);
const { pictureOf, drawn, changeOf, words } = picture;
const stage = $('.stage'), card = $('#card'), said = $('#found');
document.documentElement.classList.add('has-js');
const box = { find: $('#find'), team: $('#team'), api: $('#api'), finding: $('#finding'), changed: $('#changed') };
const open = new Set();
let chosen, boxes = [], strokes = [];
const lower = (text) => text.toLowerCase();
const once = (make) => { let made; return () => (made ??= make()); };
const nodeTexts = once(() => view.nodes.map(({ name, note, more = '', badges, team, scopes, facts }) =>
  lower([name, note, more, ...badges, team === undefined ? '' : view.teams[team], ...scopes.map((one) => one.name), ...facts.map((one) => one[1])].join(' '))));
const lineTexts = once(() => view.lines.map(({ scopes, note, organizations = [] }) => lower([...scopes.map((one) => one.name), note, ...organizations].join(' '))));
const isChanged = (node) => node.change !== undefined || node.scopes.some((one) => one.change !== undefined);
const filtersOf = () => {
  const filters = [];
  const parts = lower(box.find.value).split(/\\s+/).filter(Boolean);
  if (parts.length > 0) {
    const [ofNodes, ofLines] = [nodeTexts(), lineTexts()];
    const hits = new Set(ofNodes.flatMap((text, index) => parts.every((part) => text.includes(part)) ? [index] : []));
    filters.push({
      node: (_node, index) => hits.has(index),
      line: (line, index) => hits.has(line.from) || hits.has(line.to) ||
        parts.every((part) => ofLines[index].includes(part) || ofNodes[line.from].includes(part)),
    });
  }
  if (box.team !== null && box.team.value !== '') {
    const team = box.team.value === '-' ? undefined : Number(box.team.value);
    const isOf = (index) => view.nodes[index].type === 'client' && view.nodes[index].team === team;
    filters.push({
      node: (_node, index) => isOf(index),
      line: ({ type, from, to }) => type === 'link' ? isOf(to) : isOf(from),
    });
  }
  if (box.api !== null && box.api.value !== '') {
    const api = Number(box.api.value);
    filters.push({ node: (_node, index) => index === api, line: (line) => line.to === api || line.api === api });
  }
  if (box.finding !== null && box.finding.value !== '') {
    const found = view.findings.filter(({ code }) => box.finding.value === '*' || code === box.finding.value);
    const nodes = new Set(found.filter((one) => one.lines.length === 0).flatMap((one) => one.nodes));
    const lines = new Set(found.flatMap((one) => one.lines));
    filters.push({ node: (_node, index) => nodes.has(index), line: (line, index) => lines.has(index) || nodes.has(line.to) || nodes.has(line.from) });
  }
  if (box.changed !== null && box.changed.checked) {
    const nodes = new Set(view.nodes.flatMap((node, index) => isChanged(node) ? [index] : []));
    filters.push({ node: (_node, index) => nodes.has(index), line: (line) => changeOf(line).change !== undefined || nodes.has(line.from) || nodes.has(line.to) });
  }
  return filters;
};
const shownOf = () => {
  const filters = filtersOf();
  const lines = new Set(view.lines.flatMap((line, index) => filters.every((one) => one.line(line, index)) ? [index] : []));
  const nodes = new Set(view.nodes.flatMap((node, index) => filters.every((one) => one.node(node, index)) ? [index] : []));
  for (const index of lines) { nodes.add(view.lines[index].from); nodes.add(view.lines[index].to); }
  return { nodes, lines, open, isAll: filters.length === 0 };
};
let isWhole = true;
const filterList = ({ nodes, lines, isAll }) => {
  $('#reset').hidden = isAll && open.size === 0;
  // There may be thousands of rows, and at first all of them are shown.
  if (isAll && isWhole) return;
  isWhole = isAll;
  for (const row of all('[data-l]')) row.hidden = !lines.has(Number(row.dataset.l));
  for (const one of all('.part [data-n]')) one.hidden = !nodes.has(Number(one.dataset.n));
  for (const one of all('.finding li')) one.hidden = !isAll && !view.findings[Number(one.dataset.i)].nodes.some((index) => nodes.has(index));
  for (const group of all('.finding')) group.hidden = group.querySelector('li:not([hidden])') === null;
  for (const team of all('.team')) team.hidden = team.querySelector('tr[data-n]:not([hidden])') === null;
  for (const part of all('.part')) part.hidden = part.querySelector('article:not([hidden]), section > .wide tr[data-l]:not([hidden]), li[data-n]:not([hidden])') === null;
  said.textContent = isAll ? '' : words.quantity([...nodes].filter((index) => view.nodes[index].type === 'client').length, 'client') + ', ' +
    words.quantity([...nodes].filter((index) => view.nodes[index].type === 'api').length, 'api');
};
let before = '';
const draw = () => {
  const shown = shownOf();
  const found = pictureOf(view, shown, Math.max(360, Math.min(stage.clientWidth - 4, 1560)));
  const text = drawn(found, view, { label: document.title, isLive: true });
  if (text !== before) {
    before = text;
    const parsed = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
    stage.replaceChildren(document.importNode(parsed, true));
  }
  boxes = all('.stage [data-b]');
  strokes = all('.stage .s[data-f]');
  filterList(shown);
  mark();
};
const mark = () => {
  const index = boxes.findIndex((one) => one.dataset.k === chosen);
  stage.classList.toggle('has-choice', index !== -1);
  const near = new Set([String(index)]);
  for (const stroke of strokes) {
    const { f, t } = stroke.dataset;
    const isNear = f === String(index) || t === String(index);
    stroke.classList.toggle('on', isNear);
    if (isNear) { near.add(f); near.add(t); }
  }
  for (const [number, one] of boxes.entries()) {
    one.classList.toggle('on', index !== -1 && near.has(String(number)));
    one.setAttribute('aria-pressed', String(number === index));
  }
  if (index === -1) { card.hidden = true; chosen = undefined; }
};
const made = (name, text, ...children) => {
  const one = document.createElement(name);
  if (text !== undefined) one.textContent = text;
  one.append(...children);
  return one;
};
const linkTo = (index) => {
  const { name } = view.nodes[index];
  if (document.getElementById('n' + index) === null) return made('bdi', name);
  const link = made('a', undefined, made('bdi', name));
  link.href = '#n' + index;
  return link;
};
const cardOf = (one) => {
  const nodes = one.dataset.n.split(' ').map(Number);
  const [first] = nodes;
  const node = view.nodes[first];
  const head = made('h2', nodes.length === 1 ? undefined : words.quantity(nodes.length, node.type));
  if (nodes.length === 1) head.append(linkTo(first));
  const parts = [head];
  if (nodes.length > 1) {
    const button = made('button', $('#card').dataset.open);
    button.type = 'button';
    button.addEventListener('click', () => { open.add(one.dataset.k.replace(/^[a-z]+-/, '')); chosen = undefined; draw(); });
    const list = made('ul');
    for (const index of nodes.slice(0, 200)) list.append(made('li', undefined, linkTo(index)));
    if (nodes.length > 200) list.append(made('li', words.moreScopes(nodes.length - 200)));
    parts.push(made('p', undefined, button), list);
  } else {
    const facts = made('dl');
    for (const [label, value] of node.facts) facts.append(made('div', undefined, made('dt', label), made('dd', value)));
    if (node.change !== undefined) parts.push(made('p', words.change(node.change)));
    if (node.badges.length > 0) parts.push(made('p', node.badges.join('; ')));
    if (node.facts.length > 0) parts.push(facts);
    const lines = view.lines.filter(({ from, to }) => from === first || to === first);
    const list = made('ul');
    for (const line of lines.slice(0, 60)) {
      const item = made('li', undefined, linkTo(line.from === first ? line.to : line.from), ': ' + words.line(line.type));
      if (line.scopes.length > 0 || line.hasAll) item.append(': ' + words.scopes(line));
      list.append(item);
    }
    if (lines.length > 60) list.append(made('li', words.moreScopes(lines.length - 60)));
    parts.push(list);
    for (const { message, nodes: about } of view.findings) if (about.includes(first)) { const p = made('p', message); p.className = 'warning'; parts.push(p); }
  }
  card.querySelector('.said').replaceChildren(...parts);
  card.hidden = false;
  card.scrollTop = 0;
};
const choose = (one) => {
  chosen = chosen === one.dataset.k ? undefined : one.dataset.k;
  if (chosen !== undefined) cardOf(one);
  mark();
};
const close = () => { const last = boxes.find((one) => one.dataset.k === chosen); chosen = undefined; mark(); last?.focus(); };
stage.addEventListener('click', ({ target }) => {
  const one = target.closest('[data-b]');
  if (one !== null) choose(one);
  else if (chosen !== undefined) close();
});
stage.addEventListener('keydown', (event) => {
  const one = event.target.closest('[data-b]');
  if (one === null || (event.key !== 'Enter' && event.key !== ' ')) return;
  event.preventDefault();
  choose(one);
});
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') { if (event.target === box.find && box.find.value !== '') { box.find.value = ''; draw(); } else if (chosen !== undefined) close(); }
  if (event.key === '/' && !['INPUT', 'SELECT'].includes(event.target.tagName) && !event.ctrlKey && !event.metaKey && !event.altKey) { event.preventDefault(); box.find.focus(); box.find.select(); }
});
$('#close').addEventListener('click', close);
$('#reset').addEventListener('click', () => {
  for (const one of Object.values(box)) if (one !== null) { if (one.type === 'checkbox') one.checked = false; else one.value = ''; }
  open.clear();
  draw();
});
let waiting;
const later = (time) => () => { clearTimeout(waiting); waiting = setTimeout(draw, time); };
box.find.addEventListener('input', later(150));
for (const one of [box.team, box.api, box.finding, box.changed]) one?.addEventListener('change', draw);
$('form').addEventListener('submit', (event) => event.preventDefault());
let wide = innerWidth;
addEventListener('resize', () => { if (innerWidth !== wide) { wide = innerWidth; later(200)(); } });
draw();
})();`;
