import type { Format } from './format.ts';

/** The formats of reports. A new one is a file beside this one and a row here; its code is loaded when it is asked for. */
export const formats = {
  text: async (): Promise<Format> => (await import('./text.ts')).text,
  json: async (): Promise<Format> => (await import('./json.ts')).json,
  markdown: async (): Promise<Format> => (await import('./markdown.ts')).markdown,
  html: async (): Promise<Format> => (await import('./html.ts')).html,
  junit: async (): Promise<Format> => (await import('./junit.ts')).junit,
  sarif: async (): Promise<Format> => (await import('./sarif.ts')).sarif,
  github: async (): Promise<Format> => (await import('./github.ts')).github,
};

/** The name of a format. */
export type FormatName = keyof typeof formats;

/** The formats that every report has. */
export const reportFormats: FormatName[] = ['text', 'json', 'markdown', 'html'];

/** The formats of what was tried or checked: those of test runners and pipelines as well. */
export const caseFormats: FormatName[] = [...reportFormats, 'junit', 'github'];

/** The formats of checks of rules: that of code scanners as well. */
export const ruleFormats: FormatName[] = [...caseFormats, 'sarif'];
