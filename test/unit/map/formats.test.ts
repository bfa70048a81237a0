import { describe, expect, it } from 'vitest';
import { boxesOf } from '../../../src/report/map/collapse.ts';
import { mapDot, mapMermaid } from '../../../src/report/map/graph-text.ts';
import { mapHtml } from '../../../src/report/map/html.ts';
import { pictureOf } from '../../../src/report/map/layout.ts';
import { mapSvg } from '../../../src/report/map/svg.ts';
import { mapText } from '../../../src/report/map/text.ts';
import type { MapView } from '../../../src/report/map/view.ts';
import { plain } from '../../../src/report/style.ts';
import { emptyMap, everything, hostileMap, hostileNames, largeMap, viewOf } from '../../support/maps.ts';

const hostile = viewOf(hostileMap());
const large = viewOf(largeMap(1000));

/** The numbers that stand in the values of an attribute. */
const numbersIn = (text: string, attribute: string): Set<number> =>
  new Set(
    [...text.matchAll(new RegExp(`${attribute}="([\\d ]+)"`, 'g'))].flatMap(([, all = '']) =>
      all.split(' ').map(Number),
    ),
  );

/** The nodes and lines that the list of a page is about, by what its rows say. */
function listed(view: MapView): { nodes: Set<number>; lines: Set<number> } {
  const page = mapHtml(view);
  const list = page.slice(page.indexOf('<section class="part">'), page.indexOf('<script type='));
  const lines = numbersIn(list, 'data-l');
  const ends = [...lines].flatMap((index) => [view.lines[index]?.from ?? -1, view.lines[index]?.to ?? -1]);
  return { nodes: new Set([...numbersIn(list, 'data-n'), ...ends]), lines };
}

/** The nodes and lines that a picture draws. */
function pictured(view: MapView): { nodes: Set<number>; lines: Set<number> } {
  const { boxes, strokes } = pictureOf(view, everything(view));
  return { nodes: new Set(boxes.flatMap(({ nodes }) => nodes)), lines: new Set(strokes.flatMap(({ lines }) => lines)) };
}

describe('the formats of a map', () => {
  it.each([
    ['hostile names', hostile],
    ['1,000 clients', large],
  ])('the list says all that the picture says: %s', (_title, view) => {
    const [list, picture] = [listed(view), pictured(view)];
    expect(picture.nodes.size).toBe(view.nodes.length);
    expect(picture.lines.size).toBe(view.lines.length);
    expect([...picture.nodes].filter((index) => !list.nodes.has(index))).toEqual([]);
    expect([...picture.lines].filter((index) => !list.lines.has(index))).toEqual([]);
    const page = mapHtml(view);
    for (const { message } of view.findings.slice(0, 3))
      expect(page).toContain(message.slice(0, 3).replaceAll('<', '&lt;').replaceAll('"', '&quot;'));
  });

  it('of 1,000 clients those of a team are in one box, and no box covers another one', () => {
    const { boxes, strokes, height } = pictureOf(large, everything(large));
    expect(boxes.filter(({ type }) => type === 'client').length).toBeLessThanOrEqual(40);
    expect(strokes.length).toBeLessThan(300);
    expect(height).toBeLessThan(4000);
    for (const [index, a] of boxes.entries())
      for (const b of boxes.slice(index + 1)) {
        const isApart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
        expect(isApart, `${a.key} ${b.key}`).toBe(true);
      }
  });

  it('a box that is opened shows what is in it, down to the single clients', () => {
    const open = new Set<string>();
    const shown = { ...everything(large), open };
    for (let turn = 0; turn < 4; turn += 1)
      for (const { key, nodes } of boxesOf(large, shown).boxes)
        if (nodes.includes(2)) open.add(key.replace(/^\w+-/, ''));
    const { boxes } = boxesOf(large, shown);
    expect(boxes.find(({ nodes }) => nodes.includes(2))?.nodes).toEqual([2]);
    expect(boxes.flatMap(({ nodes }) => nodes).toSorted((a, b) => a - b)).toEqual([...large.nodes.keys()]);
  });

  it('what a plan changes is in no box with what it leaves, as long as boxes are by grants', () => {
    const small = viewOf(largeMap(200));
    const mixed = boxesOf(small, everything(small)).boxes.filter(
      ({ nodes, teams, key }) =>
        key.includes('g1') && teams === 1 && new Set(nodes.map((index) => small.nodes[index]?.change)).size > 1,
    );
    expect(mixed).toEqual([]);
  });

  it('a picture is XML in which no name is markup', () => {
    const svg = mapSvg(hostile);
    const tags = new Set([...svg.matchAll(/<\/?([a-zA-Z]+)/g)].map(([, name]) => name));
    expect(tags).toEqual(new Set(['circle', 'desc', 'g', 'path', 'rect', 'style', 'svg', 'text', 'title']));
    expect(svg).toMatch(/^<svg [^>]*role="img" aria-labelledby="map-title map-about"/);
    expect(svg).not.toMatch(/(?!\n)[\p{Cc}\p{Cs}\u2028\u202E\u2066]/u);
    expect(svg).not.toContain('onerror="');
  });

  it('in Mermaid a label has letters, digits and entities, and nothing that ends it', () => {
    const text = mapMermaid(hostile);
    const labels = [...text.matchAll(/"([^"]*)"/g)].map(([, label = '']) => label);
    expect(labels.length).toBeGreaterThan(hostileNames.length * 7);
    for (const label of labels) expect(label.replaceAll('<br>', '')).toMatch(/^(?:[\p{L}\p{N}\p{M} ,:/_-]|#\d+;)*$/u);
    for (const line of text.replaceAll(/"[^"]*"/g, '""').split('\n'))
      expect(line).toMatch(
        /^flowchart LR$|^ {2}(?: {2})?n\d+[[({/]+""[\])}/]+(?::::\w+)?$|^ {2}n\d+ (?:-->|-\.->|---)(?:\|""\|)? n\d+$|^ {2}subgraph t\d+\[""\]$|^ {2}end$|^ {2}classDef /,
      );
    expect(mapMermaid(large).length).toBeLessThan(50_000);
  });

  it('for Graphviz every text is quoted, and only a backslash or quote that is escaped is in it', () => {
    const lines = mapDot(hostile).split('\n');
    for (const line of lines) {
      const rest = line.replaceAll(/"(?:[^"\\]|\\[\\"n])*"/g, '""');
      expect(rest).toMatch(/^[\w =;,[\]{}>-]*(?:""[\w =;,[\]{}>-]*)*$/);
    }
  });

  it('as text nothing is hidden, and every name is on one line', () => {
    const text = mapText(hostile, plain);
    expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cs}\u2028\u202E\u2066]/u);
    expect(text).toContain('<U+202E>');
  });

  it('an empty map says that there is nothing', () => {
    const empty = viewOf(emptyMap());
    for (const format of [mapText(empty, plain), mapHtml(empty)]) expect(format).toContain('There is nothing to draw');
    expect(mapSvg(empty)).toContain('</svg>');
    expect(mapMermaid(empty)).toBe('flowchart LR\n  classDef create stroke:#116329,stroke-width:3px'.split('\n')[0]);
    expect(mapDot(empty)).toContain('digraph');
  });
});
