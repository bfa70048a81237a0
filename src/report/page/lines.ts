import { raw } from 'hono/html';
import type { Line, Part } from '../view.ts';
import { textOf as textOfParts } from '../view.ts';
import type { Place } from '../../model/diagnostic.ts';
import { joined, markup, textOf } from './shell.ts';
import type { Html } from './shell.ts';
import type { colouring, Token } from './syntax.ts';
import { sideBySide } from './rows.ts';
import type { Row } from './rows.ts';
import { changedWords } from './words.ts';
import type { Range } from './words.ts';

/** What lines are shown with. */
export interface LineOptions {
  colours: ReturnType<typeof colouring>;
  /** The address of a place of the files, where they can be looked at. */
  urlOf?: ((place: Place) => string | undefined) | undefined;
}

/** The details of an entry: a line for each field, and the lines of long ones side by side. */
export function linesHtml(lines: readonly Line[], options: LineOptions): Html {
  const pieces: Html[] = [];
  for (let index = 0; index < lines.length;) {
    const line = lines[index];
    if (line === undefined) break;
    if (line.isNested !== true) {
      pieces.push(valueLine(line, options));
      index += 1;
      continue;
    }
    const end = lines.findIndex((next, at) => at > index && next.isNested !== true);
    const run = lines.slice(index, end === -1 ? undefined : end);
    pieces.push(longField(run, options));
    index += run.length;
  }
  return joined(pieces);
}

/** Parts in a row. */
export function partsHtml(parts: readonly Part[], options: Pick<LineOptions, 'urlOf'>): Html {
  return joined(parts.map((part) => partHtml(part, options)));
}

function partHtml({ emphasis, text, place, isName }: Part, { urlOf }: Pick<LineOptions, 'urlOf'>): Html {
  const url = place === undefined ? undefined : urlOf?.(place);
  if (url !== undefined) {
    const [, blanks = '', rest = ''] = /^(\s*)([^]*)$/.exec(text) ?? [];
    return markup`${blanks}<a href="${url}" rel="noreferrer">${rest}</a>`;
  }
  if (isName === true) return markup`<b class="m">${text}</b>`;
  if (emphasis === undefined) return markup`${text}`;
  return emphasis === 'strong' ? markup`<b>${text}</b>` : markup`<span class="${emphasis}">${text}</span>`;
}

/** A line with both values of a field, and the words in which they differ marked. */
function valueLine({ parts }: Line, options: LineOptions): Html {
  const before = parts.find(({ emphasis }) => emphasis === 'delete');
  const after = parts.find(({ emphasis }) => emphasis === 'create');
  const words = before === undefined || after === undefined ? undefined : changedWords(before.text, after.text);
  const pieces = parts.map((part) => {
    if (part === before) return markup`<del>${marked([part], words?.before)}</del>`;
    if (part === after) return markup`<ins>${marked([part], words?.after)}</ins>`;
    return partHtml(part, options);
  });
  return markup`<p>${joined(pieces)}</p>`;
}

/** Lines that follow each other: all of them kept, or some taken away and others added in their place. */
interface Block {
  isKept: boolean;
  before: Line[];
  after: Line[];
}

/** The lines of a long field, in blocks that can be shown side by side, unless there is only one side. */
function longField(lines: readonly Line[], options: LineOptions): Html {
  const hasBoth = lines.some(({ sign }) => sign === '-') && lines.some(({ sign }) => sign === '+');
  const name = hasBoth ? 'x y' : 'x';
  return joined(
    blocksOf(lines).map((block) => markup`<div class="${name}">${blockHtml(block, hasBoth, options)}</div>`),
  );
}

function blocksOf(lines: readonly Line[]): Block[] {
  const blocks: Block[] = [];
  for (const line of lines) {
    const isKept = line.sign === ' ';
    let last = blocks.at(-1);
    // What is taken away behind what was added is another change.
    if (last === undefined || last.isKept !== isKept || (line.sign === '-' && last.after.length > 0 && !isKept)) {
      last = { isKept, before: [], after: [] };
      blocks.push(last);
    }
    (line.sign === '+' ? last.after : last.before).push(line);
  }
  return blocks;
}

function blockHtml({ isKept, before, after }: Block, hasBoth: boolean, { colours }: LineOptions): Html {
  const tokens = (line: Line): readonly Token[] => {
    const { source } = line;
    const found = source === undefined ? undefined : colours(source.of)?.[source.line];
    return found ?? [{ text: lineText(line) }];
  };
  if (isKept) {
    const kept = before.map((line) => marked(tokens(line)));
    const copies = hasBoth ? kept.map((line) => markup`<p aria-hidden="true">${line}</p>`) : [];
    return joined([...kept.map((line) => markup`<p>${line}</p>`), ...copies]);
  }
  const rows = sideBySide(before.map(lineText), after.map(lineText));
  const cell = (side: 'before' | 'after', lines: readonly Line[], row: Row): Html => {
    const index = row[side];
    const line = index === undefined ? undefined : lines[index];
    if (line === undefined)
      return side === 'before' ? markup`<s aria-hidden="true"></s>` : markup`<s class="a" aria-hidden="true"></s>`;
    const words = marked(tokens(line), row.words?.[side]);
    return side === 'before' ? markup`<del class="r">${words}</del>` : markup`<ins class="r">${words}</ins>`;
  };
  return joined([...rows.map((row) => cell('before', before, row)), ...rows.map((row) => cell('after', after, row))]);
}

function lineText({ parts }: Line): string {
  return textOfParts(parts);
}

/** Tokens with the marked ranges of their text: a token that is marked in part is cut. */
function marked(tokens: readonly Token[], ranges: readonly Range[] = []): Html {
  if (ranges.length === 0) return joined(tokens.map(tokenHtml));
  const pieces: Html[] = [];
  let at = 0;
  for (const { text, ...token } of tokens) {
    const end = at + text.length;
    const cuts = ranges.flat().filter((cut) => cut > at && cut < end);
    for (const [index, stop] of [...cuts, end].entries()) {
      const start = index === 0 ? at : (cuts[index - 1] ?? at);
      const piece = tokenHtml({ ...token, text: text.slice(start - at, stop - at) });
      const isMarked = ranges.some((range) => start >= range[0] && stop <= range[1]);
      pieces.push(isMarked ? markup`<mark>${piece}</mark>` : piece);
    }
    at = end;
  }
  return raw(textOf(joined(pieces)).replaceAll('</mark><mark>', ''));
}

function tokenHtml({ text, name }: Token): Html {
  return name === undefined ? markup`${text}` : markup`<i class="${name}">${text}</i>`;
}
