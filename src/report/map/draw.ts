import { fitted, widthOf } from './fit.ts';
import { measures } from './picture.ts';
import type { Picture, PlacedBox, PlacedStroke } from './picture.ts';
import type { MapView } from './view.ts';
import { words } from './words.ts';

/** What a drawing may be like. */
export interface Drawing {
  /** The name of the picture, for who does not see it. */
  label: string;
  /** Rules of its own, for one that stands alone. */
  style?: string;
  /** Whether boxes are chosen, by a pointer or by keys: with a script only. */
  isLive?: boolean;
}

/** A picture as SVG text: every text in it is escaped. */
export function drawn(picture: Picture, view: MapView, { label, style, isLive = false }: Drawing): string {
  const { width, height, frames, headings, strokes, boxes, legend } = picture;
  const size = `width="${round(width)}" height="${round(height)}" viewBox="0 0 ${round(width)} ${round(height)}"`;
  const role = isLive ? 'role="group"' : 'role="img"';
  const named = style === undefined ? `aria-label="${escaped(label)}"` : 'aria-labelledby="map-title map-about"';
  const said =
    style === undefined
      ? ''
      : `<title id="map-title">${escaped(label)}</title><desc id="map-about">${escaped(view.counts)}</desc><style>${style}</style><rect width="100%" height="100%" fill="var(--m-page)"/>`;
  const drawings = [
    ...frames.map(
      ({ text, x, y, width: wide, height: high }) =>
        `<rect class="f" x="${round(x)}" y="${round(y)}" width="${round(wide)}" height="${round(high)}" rx="8"/><text class="ft" x="${round(x + 10)}" y="${round(y + 16)}">${escaped(fitted(text, wide - 20, 11))}</text>`,
    ),
    ...headings.map(({ text, x, y }) => `<text class="h" x="${round(x)}" y="${round(y)}">${escaped(text)}</text>`),
    ...strokes.map(strokeText),
    ...boxes.map((box, index) => boxText(box, index, view, isLive)),
    legendText(legend, height),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" class="map" ${role} ${named} ${size}>${said}${drawings.join('')}</svg>`;
}

/** A text in XML: nothing of it is markup, and it has no sign that XML has no place for. */
export function escaped(text: string): string {
  return (
    text
      // eslint-disable-next-line no-control-regex
      .replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&#39;')
  );
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function strokeText({ type, from, to, path, lines, change }: PlacedStroke): string {
  const weight = lines.length >= 100 ? ' w4' : lines.length >= 20 ? ' w3' : lines.length >= 4 ? ' w2' : '';
  return `<path class="s ${type}${weight}${change === undefined ? '' : ` ${change}`}" data-f="${from}" data-t="${to}" d="${rounded(path)}"/>`;
}

function rounded(path: string): string {
  return path.replaceAll(/\d+\.\d+/g, (number) => String(round(Number(number))));
}

function boxText(box: PlacedBox, index: number, view: MapView, isLive: boolean): string {
  const { x, y, width, height, type, change, title, notes, rows, nodes } = box;
  const classes = ['b', type, change ?? '', ...marksOf(box, view)].filter((one) => one !== '');
  const [left, room] = [x + 12, width - 22];
  const heading = `${words.sign(change)}${title}`;
  const badge = badgeText(box, x + width - 8, y + 19);
  const taken = badge === '' ? 0 : widthOf(badgeOf(box), 10) + 10;
  const said = fitted(heading, room - taken, 13);
  const noted = notes.map((note) => fitted(note, room, 11));
  const named = rows.map(({ text, scope }) => fitted(`${words.sign(scope.change)}${text}`, room, 11.8));
  const label = labelOf(box, view, [said, badgeOf(box), ...noted, ...named]);
  const lines = noted.map((note, line) => {
    const at = y + measures.head + 8 + line * measures.line;
    return `<text class="n" x="${round(left)}" y="${round(at)}">${escaped(note)}</text>`;
  });
  const below = y + measures.head + notes.length * measures.line;
  const scopes = rows.map(({ scope, isUsed }, line) => {
    const at = below + 4 + (line + 0.5) * measures.row;
    const mark = scope.change === undefined ? '' : ` ${scope.change}`;
    return `<circle class="d${isUsed ? '' : ' o'}" cx="${round(x)}" cy="${round(at)}" r="3"/><text class="r${isUsed ? '' : ' o'}${mark}" x="${round(left)}" y="${round(at + 4)}">${escaped(named[line] ?? '')}</text>`;
  });
  const rule = rows.length === 0 ? '' : `<path class="p" d="M${round(x)} ${round(below)}H${round(x + width)}"/>`;
  const stack =
    nodes.length > 1
      ? `<rect x="${round(x + 3)}" y="${round(y + 3)}" width="${width}" height="${height}" rx="6"/>`
      : '';
  const live = isLive ? ` tabindex="0" role="button" aria-pressed="false"` : '';
  return `<g class="${classes.join(' ')}" data-b="${index}" data-k="${escaped(box.key)}" data-n="${nodes.join(' ')}"${live}><title>${escaped(label)}</title>${stack}<rect class="o" x="${round(x)}" y="${round(y)}" width="${width}" height="${round(height)}" rx="6"/><path class="k" d="M${round(x)} ${round(y + 8)}v${round(height - 16)}h3v-${round(height - 16)}z"/><text class="t" x="${round(left)}" y="${round(y + 20)}">${escaped(said)}</text>${badge}${lines.join('')}${rule}${scopes.join('')}</g>`;
}

function badgeOf({ badges, hasFinding }: PlacedBox): string {
  const [badge] = badges.filter((one) => one === words.thirdParty() || one === words.missing());
  return [badge === undefined ? '' : fitted(badge, 80, 10), hasFinding ? '!' : '']
    .filter((one) => one !== '')
    .join(' ');
}

function badgeText(box: PlacedBox, x: number, y: number): string {
  const text = badgeOf(box);
  if (text === '') return '';
  return `<text class="${box.hasFinding ? 'w' : 'n'}" text-anchor="end" x="${round(x)}" y="${round(y)}">${escaped(text)}</text>`;
}

/** What of a box is seen at its border. */
function marksOf({ badges }: PlacedBox, _view: MapView): string[] {
  return [
    ...(badges.includes(words.thirdParty()) ? ['third'] : []),
    ...(badges.includes(words.missing()) ? ['none'] : []),
  ];
}

/** What is read of a box: all that is seen in it, and what of that is cut off, or is in it. */
function labelOf({ title, notes, change, nodes, type }: PlacedBox, view: MapView, seen: readonly string[]): string {
  const names = nodes.slice(0, 30).map((index) => view.nodes[index]?.name ?? '');
  const whole = nodes.length > 1 ? [names.join(', ')] : [title, ...notes].filter((one) => !seen.includes(one));
  const mark = change === undefined ? [] : [words.change(change)];
  return [...seen, ...whole, words.noun(type), ...mark].filter((one) => one !== '').join('; ');
}

function legendText(legend: Picture['legend'], height: number): string {
  let x: number = measures.margin;
  return legend
    .map((type) => {
      const text = words.legend[type];
      const at = x;
      x += 34 + widthOf(text, 11) + 24;
      return `<path class="s ${type}" d="M${at} ${round(height - 16)}h26"/><text class="l" x="${at + 34}" y="${round(height - 12)}">${escaped(text)}</text>`;
    })
    .join('');
}
