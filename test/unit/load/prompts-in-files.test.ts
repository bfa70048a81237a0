import { expect, it } from 'vitest';
import { goalOfFiles } from '../../../src/goals.ts';
import { folderProject } from '../../support/folder.ts';
import { textOf } from '../../support/project.ts';

const environment = { 'environments/dev.yaml': 'domain: local\n' };

/** The addresses that the files declare for the environment dev, and what is said. */
function declared(files: Record<string, string>): [string[], string] {
  const { desired, diagnostics } = goalOfFiles(folderProject({ ...environment, ...files }), 'dev');
  return [[...desired.resources.keys()].sort(), textOf(diagnostics)];
}

const login = (language: string, text: string): string =>
  `prompts:\n  customText:\n    ${language}:\n      login: { login: { title: ${text} } }\n`;

it('sections inside of prompts go on in other files, by language, by prompt, and in those of one environment', () => {
  const files = {
    'tenant.yaml':
      'prompts:\n  universal_login_experience: new\n  partials: { login: { login: { form-content-start: a } } }\n',
    'prompts-en.yaml': login('en', 'Welcome'),
    'prompts-de.yaml': login('de', 'Willkommen'),
    'prompts-signup.yaml': 'prompts:\n  customText:\n    en:\n      signup: { signup: { title: Join } }\n',
    'environments/dev/prompts.yaml': 'prompts:\n  partials: { signup: { signup: { form-content-start: b } } }\n',
  };
  expect(declared(files)).toEqual([
    [
      'prompts',
      'prompts.customText/de/login',
      'prompts.customText/en/login',
      'prompts.customText/en/signup',
      'prompts.partials/login',
      'prompts.partials/signup',
    ],
    '',
  ]);
});

it('the texts of one prompt in one language, and the settings of prompts, stand in one file', () => {
  const [, text] = declared({ 'a.yaml': login('en', 'A'), 'b.yaml': login('en', 'B') });
  expect(text).toBe(
    'acme/b.yaml:4:14 duplicate-resource prompts.customText/en/login duplicate resource: it is declared before',
  );
  const settings = 'prompts: { universal_login_experience: new }\n';
  expect(declared({ 'a.yaml': settings, 'b.yaml': settings })[1]).toContain('duplicate-resource prompts ');
});
