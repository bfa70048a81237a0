import type { Loaded } from '../load/load.ts';
import { fieldOf } from '../model/tree.ts';
import type { Node } from '../model/tree.ts';

/** What proves who the tool is, where no environment file names other variables for it. */
const ofCredentials = [
  'AUTH0_CLIENT_ID',
  'AUTH0_CLIENT_SECRET',
  'AUTH0_CLIENT_SIGNING_KEY',
  'AUTH0_CLIENT_ASSERTION',
  'AUTH0_ACCESS_TOKEN',
];

/** The names of the environment variables that the files of a tenant take secrets and credentials from, of all its environments. */
export function secretVariables({ environments, defaults }: Pick<Loaded, 'environments' | 'defaults'>): Set<string> {
  const roots = [...environments.values(), ...(defaults === undefined ? [] : [defaults])].map(({ root }) => root);
  const declared = roots.flatMap((root) => [
    ...namesIn(fieldOf(root, 'secrets')),
    ...namesIn(fieldOf(root, 'credentials')),
  ]);
  return new Set([...ofCredentials, ...declared]);
}

/** The variables of sources such as `{ env: NAME }`. */
function namesIn(node: Node | undefined): string[] {
  if (node?.type !== 'map') return [];
  return node.entries.flatMap(({ value }) => {
    const name = fieldOf(value, 'env');
    return name?.type === 'scalar' && typeof name.value === 'string' ? [name.value] : [];
  });
}
