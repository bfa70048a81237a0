// In the built program the bundles are packed in place of this module.
import { join } from 'node:path';
import { buildSync } from 'esbuild';

/** The code of the process in which custom code runs. */
export interface ChildCode {
  readonly main: string;
  readonly network: string;
}

let made: ChildCode | undefined;

/** Bundles the code of the process, once. */
export function childCode(): ChildCode {
  made ??= { main: bundled('main'), network: bundled('network') };
  return made;
}

function bundled(name: string): string {
  const { outputFiles } = buildSync({
    entryPoints: [join(import.meta.dirname, 'child', `${name}.ts`)],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20.19',
    write: false,
    logLevel: 'error',
  });
  return outputFiles[0]?.text ?? '';
}
