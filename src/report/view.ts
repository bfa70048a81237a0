import type { MapView } from './map/view.ts';
import type { Emphasis } from './style.ts';
import type { Case } from '../model/case.ts';
import type { Place } from '../model/diagnostic.ts';
import { visible } from '../model/visible.ts';

/**
 * What a report says, once for all formats: its words, their order and what belongs together, masked and without hidden
 * characters. A format adds the marks of its medium, and no words.
 */
export interface Report {
  /** The same for other programs: the published JSON, not masked yet. */
  data: object;
  /** What the report is about, such as `harbor/prod`. */
  title: string;
  /** The title's counts: the whole of the report in one line. */
  counts: string;
  /** In the order of the catalog or of the files, and those that are apart at the end. */
  entries: Entry[];
  /** The groups of the entries, the most important first. */
  groups: Group[];
  /** What is best seen in rows, in front of the entries. */
  table?: Table;
  /** What there is to say besides, such as how to finish. */
  remarks: string[];
  /** What stands behind all else. */
  closing?: string;
  /** What was tried or checked, masked, for the formats of test runners and code scanners. */
  cases?: readonly Case[];
  /** What of who may call what it touches, for the formats that draw it: made when it is asked for. */
  map?: () => MapView | undefined;
  /** The steps in their order, for the formats that draw it. */
  order?: Order;
  /** The rules that the cases are about, for the formats that declare them. */
  rules?: readonly ReportedRule[];
  /** The errors that kept a report from being made. */
  failures?: readonly string[];
}

/** Steps in the waves in which they run, masked and without hidden characters. */
export interface Order {
  waves: OrderedStep[][];
  /** Which step has to be done before which other one, by their numbers through all waves. */
  edges: [before: number, after: number][];
}

/** A step of an order. */
export interface OrderedStep {
  /** What is done. */
  verb: string;
  /** With which resource. */
  address: string;
  emphasis: Emphasis;
}

/** A rule as a format may declare it. */
export interface ReportedRule {
  id: string;
  severity: 'error' | 'warning' | 'info';
  says: string;
  hint: string;
  /** Its page, as Markdown. */
  page: string;
  tags: readonly string[];
}

/** Rows of which each has a part for every column, masked and without hidden characters. */
export interface Table {
  /** The names of the columns; none where the rows say it themselves. */
  columns: string[];
  rows: Part[][];
}

/** Entries of one kind, such as those to delete. */
export interface Group {
  heading: string;
  emphasis: Emphasis;
  /** Whether the entries are not part of the list of the others: even a list without groups has the heading. */
  isApart?: true;
}

/** What is said of one resource, or one place of a file. */
export interface Entry {
  group: Group;
  /** One line: what is the case, and with what. */
  head: Part[];
  /** What is said of it at once, such as why it is withheld. */
  notes: Line[];
  /** All else, which a format may fold away. */
  details: Line[];
  /** Whether all of it is one block whose columns have to stay, as a line of a file with marks below it. */
  isBlock?: true;
}

/** One line of details. */
export interface Line {
  /** What became of it: added, taken away, changed; a blank when it only says something. */
  sign: ' ' | '+' | '-' | '!';
  /** Whether it belongs to the line above it that names a field. */
  isNested?: true;
  parts: Part[];
  /** Where it stands in a text of a language, for the formats that colour that. */
  source?: SourceLine;
}

/** One line of a text. */
export interface SourceLine {
  of: SourceText;
  /** Its number, from 0. */
  line: number;
}

/** A whole text, masked and without hidden characters, of which a report shows lines. */
export interface SourceText {
  language: Language;
  lines: string[];
}

/** What a long text may be written in. */
export type Language = 'javascript' | 'json' | 'html' | 'css' | 'yaml';

/** A piece of text, and what it means. */
export interface Part {
  text: string;
  emphasis?: Emphasis;
  /** Whether it is the name of the field that its line is about. */
  isName?: true;
  /** The place that it names, as the files have it. */
  place?: Place;
}

/** A part with a meaning. */
export function styled(emphasis: Emphasis, text: string): Part {
  return { text, emphasis };
}

/** Lines that only say something; a text of nothing gives none. */
export function notes(text: string, emphasis?: Emphasis): Line[] {
  if (text === '') return [];
  return text.split('\n').map((line) => ({
    sign: ' ',
    parts: [emphasis === undefined ? { text: visible(line) } : styled(emphasis, visible(line))],
  }));
}

/** The text of some parts. */
export function textOf(parts: readonly Part[]): string {
  return parts.map(({ text }) => text).join('');
}
