import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file that GitHub runs. */
export interface WorkflowFile {
  /** From the root of the repository. */
  path: string;
  text: string;
  /** Whether it is an `action.yml` and no workflow. */
  isAction: boolean;
}

const root = join(import.meta.dirname, '../..');

/** The workflows of this repository, the copies for others, and the actions. */
export function workflowFiles(): WorkflowFile[] {
  const workflows = ['.github/workflows', 'examples/workflows'].flatMap((folder) =>
    namesIn(folder).flatMap((name) => (name.endsWith('.yml') ? [fileAt(`${folder}/${name}`, false)] : [])),
  );
  const folders = ['.', 'comment', ...namesIn('.github/actions').map((name) => `.github/actions/${name}`)];
  const actions = folders.map((folder) => join(folder, 'action.yml')).filter((path) => existsSync(join(root, path)));
  return [...workflows, ...actions.map((path) => fileAt(path, true))];
}

/** A file by its path from the root of the repository. */
export function fileAt(path: string, isAction: boolean): WorkflowFile {
  return { path, text: readFileSync(join(root, path), 'utf8'), isAction };
}

function namesIn(folder: string): string[] {
  return existsSync(join(root, folder)) ? readdirSync(join(root, folder)).sort() : [];
}
