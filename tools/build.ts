// Makes dist/main.js: one executable file. The program and the compiled schemas are packed inside it as compressed text
// and unpacked when a command needs them, so that node does not have to parse them all to print a version.
// See docs/decisions/003-one-file.md.
import { appendFileSync, chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { Ajv2020 } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';
import type { BuildOptions, Plugin } from 'esbuild';
import { schemaOfAll, validatorOptions } from '../src/emulator/validators.ts';
import { completionTable } from '../src/completion/table.ts';
import { browserCode } from '../src/report/map/browser-code.ts';
import { newAjv } from '../src/validate/compile.ts';

/** What the build looks at in a schema. */
interface Schema {
  $defs?: { Keys?: object };
}

/** What the build looks at of a package. */
interface Packaged {
  name: string;
  version: string;
  license?: string;
}

/** The folders of the packages whose code is packed. */
const packaged = new Set<string>();

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

const plugins = [
  inPlaceOf('session/schemas.ts', await schemasModule()),
  inPlaceOf('emulator/validators.ts', await validatorsModule()),
  inPlaceOf('runtime/child-code.ts', await childCodeModule()),
  inPlaceOf('report/map/browser-code.ts', browserCodeModule()),
  // The parser of YAML asks the environment at every token whether to log it.
  withoutEnvironment(/node_modules\/yaml\//),
];
const program = await bundle({ entryPoints: ['src/program.ts'], plugins });
const action = await bundle({ entryPoints: ['src/github/action.ts'], plugins });
const testing = await bundle({ entryPoints: ['src/library/testing.ts'], plugins });
const behind = await bundle({ entryPoints: ['src/library/program.ts'], plugins });
const functions = ['apply', 'drift', 'emulatorSetup', 'plan', 'readPlan', 'startEmulator', 'targets', 'validate'];
const library = await bundle({
  entryPoints: ['src/library/library.ts'],
  plugins: [inPlaceOf('src/library/program.ts', unpacking('cjs', functions))],
});
rmSync(join(root, 'dist'), { recursive: true, force: true });
mkdirSync(join(root, 'dist'));
writeFileSync(join(root, 'dist/THIRD-PARTY-NOTICES.txt'), noticesOf([...packaged].sort()));
await build({
  ...common,
  entryPoints: ['src/main.ts'],
  outfile: 'dist/main.js',
  format: 'esm',
  banner: { js: '#!/usr/bin/env node' },
  plugins: [inPlaceOf('src/program.ts', unpacking('esm', ['run'])), inPlaceOf('completion/table.ts', tableModule())],
});
append('main.js', program);
chmodSync(join(root, 'dist/main.js'), 0o755);
await build({
  ...common,
  entryPoints: ['src/action.ts'],
  outfile: 'dist/action.js',
  format: 'esm',
  plugins: [inPlaceOf('src/github/action.ts', unpacking('esm', ['runAction']))],
});
append('action.js', action);
writeFileSync(join(root, 'dist/testing.cjs'), testing);
writeFileSync(join(root, 'dist/library.cjs'), library);
append('library.cjs', behind);
writeEntry('testing', 'testing', ['loadAction', 'loadScript']);
writeEntry('index', 'library', ['TenantryError', 'apply', 'drift', 'plan', 'readPlan', 'targets', 'validate']);
writeEntry('emulator', 'library', ['startEmulator']);
writeEntry('vitest', 'library', ['emulatorSetup']);
for (const [file, text] of Object.entries({
  'vitest.js': 'export default emulatorSetup();\n',
  'vitest.cjs': 'module.exports.default = emulatorSetup();\n',
}))
  appendFileSync(join(root, 'dist', file), text);

/** An entry of the package as a module of both systems, with its declarations; the code is in a module of its own. */
function writeEntry(name: string, code: string, exported: readonly string[]): void {
  const names = exported.join(', ');
  const esm = `import library from './${code}.cjs';\nexport const { ${names} } = library;\n`;
  writeFileSync(join(root, `dist/${name}.js`), esm);
  const cjs = `const { ${names} } = require('./${code}.cjs');\nmodule.exports = { ${names} };\n`;
  if (name !== code) writeFileSync(join(root, `dist/${name}.cjs`), cjs);
  for (const ending of ['ts', 'cts']) writeFileSync(join(root, `dist/${name}.d.${ending}`), declarationsOf(name));
}

/** The declarations of an entry, with those that they import in front of them: a file of each module system may import no other. */
function declarationsOf(name: string): string {
  const text = readFileSync(join(root, `src/library/${name}-api.d.ts`), 'utf8');
  const imports = [...text.matchAll(/^import type \{[^}]*\} from '\.\/(\w+)-api\.d\.ts';\n+/gm)];
  const own = imports.reduce((rest, [line]) => rest.replace(line, ''), text);
  return [...imports.map(([, imported = '']) => declarationsOf(imported)), own].join('\n');
}

/** Adds code to a file as its last line, a comment: of a comment node only looks for the end, where it would take a string into its memory. */
function append(file: string, code: Uint8Array): void {
  appendFileSync(join(root, 'dist', file), `//${pack(code, 'base64url')}\n`);
}

/** A module that unpacks the code that is the last line of the file that it is in, and exports these of it. */
function unpacking(format: 'esm' | 'cjs', exported: readonly string[]): string {
  const path = format === 'esm' ? 'fileURLToPath(import.meta.url)' : '__filename';
  return `
    import { readFileSync } from 'node:fs';
    import { Module } from 'node:module';
    import { fileURLToPath } from 'node:url';
    import { brotliDecompressSync } from 'node:zlib';
    const path = ${path};
    const text = readFileSync(path, 'latin1');
    const packed = text.slice(text.lastIndexOf('//') + 2);
    const program = new Module(path);
    program._compile(brotliDecompressSync(Buffer.from(packed, 'base64url')).toString('utf8'), path);
    export const { ${exported.join(', ')} } = program.exports;`;
}

/** The module with what completion knows of the program, which it must not have to load. */
function tableModule(): string {
  return `export const completionTable = () => (${JSON.stringify(completionTable())});`;
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

/** The module that unpacks the code of the process in which custom code runs. */
async function childCodeModule(): Promise<string> {
  const [main, network] = await Promise.all(
    ['main', 'network'].map(async (name) => pack(await bundle({ entryPoints: [`src/runtime/child/${name}.ts`] }))),
  );
  return `
    import { brotliDecompressSync } from 'node:zlib';
    const unpacked = (text) => brotliDecompressSync(Buffer.from(text, 'base64')).toString('utf8');
    let made;
    export const childCode = () => (made ??= { main: unpacked('${main}'), network: unpacked('${network}') });`;
}

/** The module with the code that draws maps in a browser. */
function browserCodeModule(): string {
  const packed = pack(Buffer.from(browserCode()));
  return `
    import { brotliDecompressSync } from 'node:zlib';
    let made;
    export const browserCode = () => (made ??= brotliDecompressSync(Buffer.from('${packed}', 'base64')).toString('utf8'));`;
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
  const { outputFiles, metafile } = await build({ ...common, ...options, format: 'cjs', write: false, metafile: true });
  for (const path of Object.keys(metafile.inputs)) {
    const [folder] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? [];
    if (folder !== undefined) packaged.add(folder);
  }
  return outputFiles[0]?.contents ?? new Uint8Array();
}

/** The packages whose code is packed, each with its licence: to say so is what they ask for. */
function noticesOf(folders: readonly string[]): string {
  const notices = folders.map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Packaged;
    const file = readdirSync(join(root, folder)).find((one) => /^(?:licen[cs]e|copying)/i.test(one));
    const text = file === undefined ? '' : `\n\n${readFileSync(join(root, folder, file), 'utf8').trim()}`;
    return `${name} ${version} (${license ?? 'see its text'})${text}`;
  });
  return `tenantry has code of these packages in it.\n\n${notices.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

function pack(code: Uint8Array, encoding: 'base64' | 'base64url' = 'base64'): string {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
  return brotliCompressSync(code, { params }).toString(encoding);
}

/** Loads a string in place of a module. */
function inPlaceOf(path: string, contents: string): Plugin {
  const filter = new RegExp(`${path.replaceAll('.', '\\.')}$`);
  return { name: path, setup: (hooks) => hooks.onLoad({ filter }, () => ({ contents, loader: 'js' })) };
}

/** Gives some modules an environment without variables. */
function withoutEnvironment(of: RegExp): Plugin {
  const name = 'without-environment';
  return {
    name,
    setup: (hooks) => {
      hooks.onResolve({ filter: /^process$/ }, ({ importer, path }) =>
        of.test(importer) ? { path, namespace: name } : undefined,
      );
      hooks.onLoad({ filter: /.*/, namespace: name }, () => ({ contents: 'export const env = {};' }));
    },
  };
}
