import { onTestFinished } from 'vitest';
import { stringify } from 'yaml';
import type { Value } from './expressions.ts';
import { newRepository } from './repository.ts';
import type { Repository } from './repository.ts';

/** The file of the workflow. */
export const file = '.github/workflows/test.yml';
/** An action that says what it was given, and does what `do` asks for. */
const action = {
  'action.yml': `name: fake
inputs: { say: { default: nothing }, do: {}, token: { default: '\${{ github.token }}' } }
outputs: { said: { description: what it was given } }
runs: { using: node24, main: main.js }
`,
  'main.js': `const fs = require('node:fs');
const { INPUT_SAY: say, INPUT_DO: todo, INPUT_TOKEN: token, GITHUB_OUTPUT, GITHUB_STEP_SUMMARY } = process.env;
fs.appendFileSync(GITHUB_OUTPUT, 'said<<END\\n' + say + '\\nEND\\n');
fs.appendFileSync(GITHUB_STEP_SUMMARY, '# ' + say + '\\n');
if (todo === 'annotate') for (let i = 0; i < 12; i += 1) console.log('::warning file=a.yaml,line=' + i + '::50%25 of it');
if (todo === 'mask') console.log('::add-mask::' + say + '\\nit is ' + say);
if (todo === 'wait') { console.log('waiting'); setTimeout(() => {}, 60000); }
if (todo === 'call') fetch(process.env.GITHUB_API_URL + '/repos/acme/tenants/issues/1/comments', { method: 'POST',
  headers: { authorization: 'Bearer ' + token }, body: JSON.stringify({ body: say }) }).then((one) => console.log(one.status));
if (todo === 'fail') process.exit(3);
`,
};
/** The step that gets the commit. */
export const checkout = { uses: 'actions/checkout@v0', with: { 'persist-credentials': false } };

/** A repository with one workflow of these jobs, gone when the test has ended. */
export async function having(jobs: Value, more: { [name: string]: Value } = {}): Promise<Repository> {
  const on = { pull_request: {}, push: {}, merge_group: {}, workflow_dispatch: {}, schedule: [], workflow_run: {} };
  const repository = await newRepository({ [file]: stringify({ on, ...more, jobs }), ...action });
  onTestFinished(repository.close);
  return repository;
}
