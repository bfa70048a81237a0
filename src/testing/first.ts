import type { DesiredState } from '../model/resource.ts';
import { programs } from '../resources/programs.ts';
import { triggers } from '../runtime/triggers.ts';
import { subjectOf } from './tenant.ts';
import type { Tested } from './tenant.ts';
import type { Node, Source } from '../model/tree.ts';

/** A first test file for a tenant that has none: its path, and what may be in it. Nothing when there is no action to be tested. */
export function firstTest(desired: DesiredState): { path: string; text: string } | undefined {
  for (const { type, key, source } of desired.resources.values()) {
    if (type !== programs.action.type || source === undefined) continue;
    const [tested] = subjectOf(asFile(key, source.node.origin.source), desired, [])?.all ?? [];
    if (tested?.action !== undefined && tested.action.trigger in triggers)
      return { path: pathFor(tested), text: textFor(tested) };
  }
  return undefined;
}

function asFile(action: string, source: Source): Node {
  const origin = { source, start: 0, end: 0 };
  const value: Node = { type: 'scalar', value: action, style: 'quoted', origin };
  return { type: 'map', entries: [{ key: 'action', keyOrigin: origin, value }], origin };
}

/** Beside the code, or beside the file that the code stands in. */
function pathFor({ name, code }: Tested): string {
  const { path } = code.source;
  if (code.node.file !== undefined) return path.replace(/\.[^./\\]+$/, '.test.yaml');
  return path.replace(/[^/\\]+$/, `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.test.yaml`);
}

function textFor({ name, secrets, action }: Tested): string {
  const open = secrets.filter(({ value }) => value === undefined);
  const isForClients = ['credentials-exchange', 'post-login'].includes(action?.trigger ?? '');
  return [
    `action: ${/^[\w -]+$/.test(name) ? name : JSON.stringify(name)}`,
    ...(open.length === 0 ? [] : ['secrets:', ...open.map((secret) => `  ${secret.name}: a value for the test`)]),
    'tests:',
    '  does what it is for:',
    ...(isForClients ? ['    event:', '      client: { metadata: { team: dispatch } }'] : ['    event: {}']),
  ].join('\n');
}
