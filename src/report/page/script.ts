/**
 * What makes the page of a report handier: finding, keys, and all details at once. It writes no HTML, and the page is whole
 * without it.
 */
export const reportScript = `(() => {
const $ = (selector) => document.querySelector(selector);
const entries = [...document.querySelectorAll('main .e')];
const box = $('#find'), said = $('#found');
if (entries.length === 0 || box === null) return;
document.documentElement.classList.add('has-js');
const texts = new Map();
const textOf = (entry) => {
  if (!texts.has(entry)) texts.set(entry, entry.textContent.toLowerCase());
  return texts.get(entry);
};
const isShown = (entry) => entry.offsetParent !== null;
const count = () => {
  const shown = entries.filter(isShown).length;
  said.textContent = shown === entries.length ? '' : shown + ' / ' + entries.length;
};
const find = () => {
  const words = box.value.toLowerCase().split(/\\s+/).filter(Boolean);
  for (const entry of entries) entry.hidden = !words.every((word) => textOf(entry).includes(word));
  for (const section of document.querySelectorAll('main section')) section.hidden = section.querySelector('.e:not([hidden])') === null;
  count();
};
let waiting;
box.addEventListener('input', () => { clearTimeout(waiting); waiting = setTimeout(find, 120); });
for (const filter of document.querySelectorAll('form [type=checkbox]')) filter.addEventListener('change', count);
const setAll = (open) => { for (const entry of entries) if (entry.localName === 'details' && isShown(entry)) entry.open = open; };
$('#open').addEventListener('click', () => setAll(true));
$('#close').addEventListener('click', () => setAll(false));
$('form').addEventListener('submit', (event) => event.preventDefault());
let current = -1;
const move = (by) => {
  let next = current + by;
  while (next >= 0 && next < entries.length && !isShown(entries[next])) next += by;
  if (next < 0 || next >= entries.length) return;
  current = next;
  const entry = entries[next], target = entry.querySelector(':scope > summary') ?? entry;
  if (target === entry) entry.tabIndex = -1;
  target.focus({ preventScroll: true });
  entry.scrollIntoView({ block: 'nearest' });
};
document.addEventListener('focusin', ({ target }) => {
  const entry = target.closest('main .e');
  if (entry !== null) current = entries.indexOf(entry);
});
const keys = {
  '/': () => { box.focus(); box.select(); },
  j: () => move(1),
  k: () => move(-1),
  e: () => setAll(true),
  c: () => setAll(false),
};
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target === box) {
    if (event.key === 'Escape') { box.value = ''; find(); box.blur(); }
    return;
  }
  if (!Object.hasOwn(keys, event.key)) return;
  event.preventDefault();
  keys[event.key]();
});
if (box.value !== '') find();
})();`;
