import { statSync } from 'node:fs';
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Outside } from './outside.ts';

/** Makes what a terminal opens by a click of the file places in a text. */
export type Link = (text: string) => string;

/** `file:line` or `file:line:column`, as messages name a place, behind a blank or a change of colour; the file has an ending. */
const places = /(?<=^|[\s"'(]|\p{Cc}\[[\d;]*m)([^\s:"'`()[\]{}<>|\p{Cc}]+\.[A-Za-z]\w*):(\d+)(?::\d+)?/gmu;

/** What terminals say of themselves when they know hyperlinks, and from which version on. */
const programs: Readonly<Record<string, number>> = {
  'iTerm.app': 3.1,
  WezTerm: 20_200_620,
  ghostty: 0,
  mintty: 3.1,
  rio: 0,
  // It shows them where the terminal around it does.
  tmux: 3.4,
};

/** Terminals that make places clickable by themselves, with the line, also on other machines: a link would take that away. */
const byThemselves = ['vscode', 'zed', 'WarpTerminal'];

/**
 * Whether a stream shows hyperlinks: a terminal that says that it knows them, and no `NO_HYPERLINK`; `FORCE_HYPERLINK` is for
 * terminals that are not known here, and `FORCE_HYPERLINK=0` for those that are wrong. What is piped never has any.
 */
export function wantsLinks({ env }: Pick<Outside, 'env'>, stream: Pick<NodeJS.WriteStream, 'isTTY'>): boolean {
  const has = (name: string): boolean => (env[name] ?? '') !== '';
  if (!stream.isTTY || has('NO_HYPERLINK') || env['FORCE_HYPERLINK'] === '0') return false;
  if (has('FORCE_HYPERLINK')) return true;
  const { TERM: term = '', TERM_PROGRAM: program = '' } = env;
  if (has('CI') || term === 'dumb' || byThemselves.includes(program)) return false;
  const since = Object.hasOwn(programs, program) ? programs[program] : undefined;
  if (since !== undefined) return Number.parseFloat(env['TERM_PROGRAM_VERSION'] ?? '0') >= since;
  // Inside of an older screen or tmux these are what the terminal around it has said.
  if (has('TMUX') || has('STY')) return false;
  // The first version that had them could crash.
  if (has('VTE_VERSION')) return Number(env['VTE_VERSION']) > 5000;
  if (has('WT_SESSION') || has('KONSOLE_VERSION')) return true;
  return /^(?:xterm-kitty|xterm-ghostty|foot|alacritty)/.test(term);
}

/** Links to the files that are there, from a working directory; names that only look like files stay as they are. */
export function linking({ cwd, env }: Pick<Outside, 'cwd' | 'env'>): Link {
  const urls = new Map<string, string | undefined>();
  const urlOf = (path: string): string | undefined => {
    if (!urls.has(path)) urls.set(path, fileUrl(resolve(cwd, path)));
    return urls.get(path);
  };
  const isKitty = (env['TERM'] ?? '') === 'xterm-kitty';
  return (text) =>
    text.replaceAll(places, (place, path: string, line: string) => {
      const url = urlOf(path);
      return url === undefined
        ? place
        : `\u001B]8;;${url}${isKitty ? `#${line}` : ''}\u001B\\${place}\u001B]8;;\u001B\\`;
    });
}

/** What makes links for a stream, where they are wanted. */
export function linksOn(outside: Pick<Outside, 'cwd' | 'env'>): (stream: NodeJS.WriteStream) => Link {
  const links = linking(outside);
  return (stream) => (wantsLinks(outside, stream) ? links : (text) => text);
}

/** The URL of a file on this machine, by which a terminal elsewhere knows that it is not one of its own. */
function fileUrl(path: string): string | undefined {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return undefined;
  const url = pathToFileURL(path);
  return process.platform === 'win32' ? url.href : `file://${hostname()}${url.pathname}`;
}
