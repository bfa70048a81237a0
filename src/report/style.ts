import { styleText } from 'node:util';

/** What a piece of text means; a terminal shows it as a colour. */
export type Emphasis = 'create' | 'update' | 'delete' | 'error' | 'warning' | 'quiet' | 'strong';

/** Colours a text, or leaves it as it is where colours are not wanted. */
export type Style = (emphasis: Emphasis, text: string) => string;

const styles = {
  create: 'green',
  update: 'yellow',
  delete: 'red',
  error: 'red',
  warning: 'yellow',
  quiet: 'dim',
  strong: 'bold',
} as const;

/** Terminal colours. Whether they are wanted has been decided, of the stream that is meant: by itself Node looks at stdout. */
export const colours: Style = (emphasis, text) => styleText(styles[emphasis], text, { validateStream: false });

/** No colours. */
export const plain: Style = (_tone, text) => text;
