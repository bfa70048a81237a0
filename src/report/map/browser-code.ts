// In the built program the bundle is packed in place of this module.
import { join } from 'node:path';
import { buildSync } from 'esbuild';

let made: string | undefined;

/** The code that draws a picture, for a browser: it sets `picture`. */
export function browserCode(): string {
  made ??= bundled();
  return made;
}

function bundled(): string {
  const { outputFiles } = buildSync({
    entryPoints: [join(import.meta.dirname, 'browser/picture.ts')],
    bundle: true,
    platform: 'browser',
    format: 'iife',
    globalName: 'picture',
    target: 'es2022',
    minify: true,
    write: false,
    charset: 'ascii',
    logLevel: 'error',
  });
  return outputFiles[0]?.text ?? '';
}
