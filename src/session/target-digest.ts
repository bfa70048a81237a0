import { arrange, arrangedPath } from '../canonical/comparable.ts';
import { typeOf } from '../catalog/catalog.ts';
import type { FilesGoal, Project } from '../goals.ts';
import { digest } from '../model/inputs.ts';
import { compareText, isBody } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import { fieldOf, toJson } from '../model/tree.ts';
import type { Node } from '../model/tree.ts';

/**
 * The digest of all that a plan for an environment depends on beside the tenant: what the files declare in canonical form, the
 * policy, the domain and the credentials. Two trees with equal digests are planned alike.
 *
 * Comments, the order and the places of declarations, and what only tests and pacing ask for, are no part of it. Where the
 * value of a secret is not known, that from which it would be taken counts.
 */
export function targetDigest({ target, desired, moves = [] }: FilesGoal, project: Project): string {
  const { environment, excluded, tenant } = target.config;
  const { name, domain, policy, checks, credentials } = environment;
  const { isProduction, isRequired, profiles, failOn, rules, waivers } = checks;
  const required = { profiles, failOn, rules, waivers: waivers.map(({ origin: _origin, ...waiver }) => waiver) };
  const sources = secretSources(project, name);
  const resources = [...desired.resources.values()].map(({ type, key, parent, id, address, body, source }) => {
    const of = typeOf(target.catalog, type);
    const unknown = (source?.traces ?? [])
      .filter(({ trace }) => trace.unresolved.length > 0)
      .map(({ path, trace }) => ({
        path: arrangedPath(of, body, path),
        from: trace.unresolved.map((secret) => sources[secret] ?? secret),
      }));
    return { type, key, parent, id, address, body: arrange(of, body), unknown };
  });
  const meant = {
    tenant,
    name,
    domain,
    isProduction,
    isRequired,
    ...(isRequired ? { required } : {}),
    policy: { ...policy, ...sortedPolicy(policy) },
    credentials: credentials === undefined ? null : { ...credentials, origin: null },
    managed: { types: sorted(desired.managed.types), lists: sorted(desired.managed.lists) },
    excluded: sorted(excluded.map(({ address }) => address)),
    moves: moves.map(({ from, to }) => ({ from, to })),
    resources: resources.sort((a, b) => compareText(a.address, b.address)),
  };
  return digest(plainData(meant));
}

/** Lists of selectors say the same in any order. */
function sortedPolicy({
  protect,
  exclude,
  include,
  delete: deletes,
}: FilesGoal['target']['config']['environment']['policy']): object {
  return {
    protect: sorted(protect),
    exclude: sorted(exclude),
    include: sorted(include),
    delete: Array.isArray(deletes) ? sorted(deletes) : deletes,
  };
}

/** From where the secrets of an environment are taken, by their names. */
function secretSources({ loaded }: Project, environment: string): Record<string, Json> {
  const of = (root: Node | undefined): Body => {
    const node = fieldOf(root, 'secrets');
    const value = node === undefined ? {} : toJson(node);
    return isBody(value) ? value : {};
  };
  return { ...of(loaded.defaults?.root), ...of(loaded.environments.get(environment)?.root) };
}

function sorted(texts: Iterable<string>): string[] {
  return [...texts].sort(compareText);
}

/** An object of our own as data; what is undefined in it is not there. */
function plainData(value: unknown): Json {
  if (Array.isArray(value)) return value.map(plainData);
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value !== 'object' || value === null) return null;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(entries.map(([name, inner]) => [name, plainData(inner)]));
}
