import type { ElementContent, RootContent } from 'hast';
import type { LanguageFn } from 'highlight.js';
import css from 'highlight.js/lib/languages/css';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import xml from 'highlight.js/lib/languages/xml';
import yaml from 'highlight.js/lib/languages/yaml';
import { createLowlight } from 'lowlight';
import type { Language, SourceText } from '../view.ts';

/** A piece of a line, and the class of what it is in its language. */
export interface Token {
  text: string;
  name?: string;
}

/** HTML with Liquid in it: its tags and variables stand anywhere, also inside of tags and values of HTML. */
const liquid: LanguageFn = () => {
  const string = { className: 'string', begin: /"[^"]*"|'[^']*'/ };
  const words = {
    keyword:
      'if elsif else endif unless endunless case when endcase for in endfor assign capture endcapture include render comment endcomment and or not contains',
    literal: 'true false nil blank empty',
  };
  const contains = [string, { className: 'number', begin: /\b\d+(?:\.\d+)?\b/ }];
  return {
    name: 'Liquid',
    subLanguage: 'xml',
    contains: [
      { className: 'comment', begin: /\{%-?\s*comment\s*-?%\}/, end: /\{%-?\s*endcomment\s*-?%\}/ },
      { className: 'template-tag', begin: /\{%-?/, end: /-?%\}/, keywords: words, contains },
      { className: 'template-variable', begin: /\{\{-?/, end: /-?\}\}/, keywords: words, contains },
    ],
  };
};

const highlighter = createLowlight({ css, javascript, json, xml, yaml, html: liquid });

/** The classes of a page for the names that grammars have; what is not here looks like everything else. */
const classes: Record<string, string> = {
  keyword: 'k',
  meta: 'k',
  operator: 'k',
  string: 's',
  regexp: 's',
  link: 's',
  number: 'n',
  literal: 'n',
  comment: 'c',
  title: 't',
  built_in: 't',
  attr: 'a',
  attribute: 'a',
  property: 'a',
  variable: 'a',
  symbol: 'a',
  tag: '',
  name: 'g',
  'selector-tag': 'g',
  'selector-class': 'g',
  'selector-id': 'g',
  'template-tag': 'l',
  'template-variable': 'l',
};

/** So many characters of one text, and of all texts of a page, are coloured: more takes its time, and nobody reads it all. */
const most = { text: 100_000, page: 1_000_000 };

/** Colours the lines of texts, each text once, as long as they are not too many. */
export function colouring(): (text: SourceText) => readonly Token[][] | undefined {
  const known = new Map<SourceText, readonly Token[][] | undefined>();
  let left = most.page;
  return (text) => {
    if (!known.has(text)) {
      const size = text.lines.reduce((sum, line) => sum + line.length + 1, 0);
      const fits = size <= Math.min(most.text, left);
      if (fits) left -= size;
      known.set(text, fits ? linesOf(text.lines.join('\n'), text.language) : undefined);
    }
    return known.get(text);
  };
}

/** The lines of a text as tokens. */
function linesOf(text: string, language: Language): Token[][] {
  const lines: Token[][] = [[]];
  const add = (piece: string, name: string | undefined): void => {
    for (const [index, part] of piece.split('\n').entries()) {
      if (index > 0) lines.push([]);
      if (part !== '') lines.at(-1)?.push(name === undefined || name === '' ? { text: part } : { text: part, name });
    }
  };
  const walk = (nodes: readonly (RootContent | ElementContent)[], name: string | undefined): void => {
    for (const node of nodes) {
      if (node.type === 'text') add(node.value, name);
      else if (node.type === 'element') walk(node.children, classOf(node.properties['className']) ?? name);
    }
  };
  walk(highlighter.highlight(language, text).children, undefined);
  return lines;
}

function classOf(names: unknown): string | undefined {
  const first: unknown = Array.isArray(names) ? names[0] : undefined;
  return typeof first === 'string' ? classes[first.replace('hljs-', '')] : undefined;
}
