import { describe, expect, it } from 'vitest';
import { loadTests } from '../../../src/load/tests.ts';
import { validate } from '../../../src/pipeline.ts';
import { folderProject } from '../../support/folder.ts';
import { textOf } from '../../support/project.ts';

const files = {
  'tenant.yaml': 'roles:\n  - name: Courier\n',
  'top.test.yaml': 'tests: {}\n',
  'actions/a/code.test.yaml': 'tests: {}\n',
  'actions/a/code.test.yml': 'tests: {}\n',
  'actions/node_modules/b/code.test.yaml': 'tests: {}\n',
  'tests/smoke.yaml': 'tests: {}\n',
  'tests/users.yaml': 'users: {}\n',
  'environments/dev.yaml': 'domain: local\n',
};

describe('files of tests', () => {
  it('are no configuration, wherever in the folder they are', () => {
    expect(textOf(validate(folderProject(files), ['dev']).diagnostics)).toBe('');
  });

  it('are found in all folders but those of packages and hidden ones', () => {
    const { loaded, cwd } = folderProject(files);
    const { documents, diagnostics } = loadTests(loaded, cwd);
    expect(textOf(diagnostics)).toBe('');
    expect(documents.map(({ source }) => source.path)).toEqual([
      'acme/actions/a/code.test.yaml',
      'acme/actions/a/code.test.yml',
      'acme/top.test.yaml',
    ]);
  });

  it('have to be YAML with something in it', () => {
    const { loaded, cwd } = folderProject({ ...files, 'a.test.yaml': '', 'b.test.yaml': 'a: [\n' });
    const { diagnostics } = loadTests(loaded, cwd);
    expect(diagnostics.map(({ code, origin }) => `${origin?.source.path} ${code}`)).toEqual([
      'acme/a.test.yaml file-empty',
      'acme/b.test.yaml yaml-syntax',
    ]);
  });
});
