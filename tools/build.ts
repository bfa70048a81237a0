// Makes dist/main.js: one executable file. The program and the compiled schemas are packed inside it as compressed text
// and unpacked when a command needs them, so that node does not have to parse them all to print a version.
// See docs/decisions/003-one-file.md.
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { Ajv2020 } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';
import type { BuildOptions, Plugin } from 'esbuild';
import { schemaOfAll, validatorOptions } from '../src/emulator/validators.ts';
import { newAjv } from '../src/validate/compile.ts';

/** What the build looks at in a schema. */
interface Schema {
  $defs?: { Keys?: object };
}

const root = join(import.meta.dirname, '..');
const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  logLevel: 'warning',
} satisfies BuildOptions;

const program = await bundle({
  entryPoints: ['src/program.ts'],
  plugins: [
    inPlaceOf('session/schemas.ts', await schemasModule()),
    inPlaceOf('emulator/validators.ts', await validatorsModule()),
  ],
});
rmSync(join(root, 'dist'), { recursive: true, force: true });
mkdirSync(join(root, 'dist'));
await build({
  ...common,
  entryPoints: ['src/main.ts'],
  outfile: 'dist/main.js',
  format: 'esm',
  banner: { js: '#!/usr/bin/env node' },
  plugins: [inPlaceOf('src/program.ts', programModule(program))],
});
chmodSync(join(root, 'dist/main.js'), 0o755);

/** The module that unpacks the program. */
function programModule(code: Uint8Array): string {
  return `
    import { Module } from 'node:module';
    import { fileURLToPath } from 'node:url';
    import { brotliDecompressSync } from 'node:zlib';
    const path = fileURLToPath(import.meta.url);
    const program = new Module(path);
    program._compile(brotliDecompressSync(Buffer.from('${pack(code)}', 'base64')).toString('utf8'), path);
    export const { run } = program.exports;`;
}

/** The module that unpacks compiled schemas, each when it is first asked for. */
async function schemasModule(): Promise<string> {
  const packed: Record<string, string> = {};
  for (const folder of ['schemas', 'schemas/resources']) {
    for (const file of readdirSync(join(root, folder)).filter((name) => name.endsWith('.schema.json'))) {
      const name = file.replace('.schema.json', '');
      // The schema of a whole tenant is for editors.
      if (folder === 'schemas' && name === 'tenant') continue;
      packed[name] = pack(await compiled(JSON.parse(readFileSync(join(root, folder, file), 'utf8')) as Schema));
    }
  }
  return `
    import { Module } from 'node:module';
    import { brotliDecompressSync } from 'node:zlib';
    const packed = ${JSON.stringify(packed)};
    export const schemaCompiler = () => {
      const loaded = new Map();
      return (name) => {
        if (!loaded.has(name)) {
          const found = new Module(name);
          found._compile(brotliDecompressSync(Buffer.from(packed[name], 'base64')).toString('utf8'), name);
          loaded.set(name, found.exports);
        }
        return loaded.get(name);
      };
    };`;
}

/** The module that unpacks the emulator's checks of bodies when it is loaded. */
async function validatorsModule(): Promise<string> {
  const ajv = new Ajv2020({ ...validatorOptions, code: { source: true, optimize: false } });
  const schema = schemaOfAll();
  ajv.addSchema(schema, 'wire');
  const types = Object.fromEntries(Object.keys(schema.$defs).map((name) => [name, `wire#/$defs/${name}`]));
  const code = await bundle({ stdin: { contents: standalone.default(ajv, types), resolveDir: root } });
  return `
    import { Module } from 'node:module';
    import { brotliDecompressSync } from 'node:zlib';
    const found = new Module('wire');
    found._compile(brotliDecompressSync(Buffer.from('${pack(code)}', 'base64')).toString('utf8'), 'wire');
    export const validatorOf = (type) => found.exports[type];`;
}

/** The code of the checks that a schema compiles to, as a module that needs nothing else. */
async function compiled(schema: Schema): Promise<Uint8Array> {
  const ajv = newAjv({ code: { source: true, optimize: false } });
  const keys = schema.$defs?.Keys;
  ajv.addSchema({ ...schema, $id: 'node' });
  if (keys !== undefined) ajv.addSchema({ ...keys, $id: 'keys' });
  const contents = standalone.default(ajv, { node: 'node', ...(keys === undefined ? {} : { keys: 'keys' }) });
  return bundle({ stdin: { contents, resolveDir: root } });
}

async function bundle(options: BuildOptions): Promise<Uint8Array> {
  const { outputFiles } = await build({ ...common, ...options, format: 'cjs', write: false });
  return outputFiles[0]?.contents ?? new Uint8Array();
}

function pack(code: Uint8Array): string {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
  return brotliCompressSync(code, { params }).toString('base64');
}

/** Loads a string in place of a module. */
function inPlaceOf(path: string, contents: string): Plugin {
  const filter = new RegExp(`${path.replaceAll('.', '\\.')}$`);
  return { name: path, setup: (hooks) => hooks.onLoad({ filter }, () => ({ contents, loader: 'js' })) };
}
