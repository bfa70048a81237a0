import { basename } from 'node:path';
import { tenantFolders } from '../load/load.ts';
import { settingsIn } from '../load/settings.ts';
import { bareDomain } from '../model/domain.ts';
import { groupBy } from '../model/group.ts';
import { compareText } from '../model/json.ts';
import type { Target } from '../model/target.ts';
import { fieldOf } from '../model/tree.ts';
import type { Node } from '../model/tree.ts';
import { ringOf } from '../resolve/environment.ts';
import { messages } from './target-messages.ts';
import type { Surroundings } from './surroundings.ts';

/** A target, and what its files say of it before they are understood. */
export interface ListedTarget extends Target {
  /** The folder of its tenant. */
  folder: string;
  /** Whether it is the embedded emulator. */
  isLocal: boolean;
  isProduction: boolean;
  /** What only one session at a time may work on: its domain, or the emulator of its own. */
  site: string;
  /** Whether its environment file names credentials of its own. */
  hasCredentials: boolean;
}

/** Which targets are meant; all of them without a choice. */
export interface TargetChoice {
  /** A folder, or the name of one under `tenants/`. */
  tenant?: string | undefined;
  env?: string | undefined;
  /** The rings, in the order in which they are deployed; those of other rings are left out. */
  rings?: readonly string[] | undefined;
  /** Which ones, as `harbor/prod`. */
  targets?: readonly string[] | undefined;
}

/** Targets in the order of their rings. */
export interface ChosenTargets {
  targets: ListedTarget[];
  order: string[];
  /** Whether the order of the rings is said or goes without saying, and is not that of the alphabet. */
  isOrderKnown: boolean;
  /** Those that a choice of rings leaves out. */
  left: ListedTarget[];
}

/** How usual rings follow each other; what is not here is after them and before production. */
const usualOrder = [
  ['local', 'sandbox'],
  ['dev', 'develop', 'development'],
  ['test', 'testing', 'int', 'integration', 'ci'],
  ['qa', 'uat'],
  ['stage', 'staging', 'preprod'],
  ['canary'],
];
const production = ['prod', 'production', 'live'];

/** All tenants under `tenants/` with all their environments. Throws a `UsageError` when there are none, or two of one id. */
export function listTargets({ cwd }: Pick<Surroundings, 'cwd'>): ListedTarget[] {
  const found = tenantFolders(cwd).flatMap((folder): ListedTarget[] => {
    const { environments, defaults } = settingsIn(folder);
    return [...environments].map(([env, root]) => targetOf(folder, env, root, defaults));
  });
  if (found.length === 0) throw messages.noTargets();
  for (const { tenant, env } of found) {
    const wrong = [tenant, env].find((name) => !/^[A-Za-z0-9][\w.-]*$/.test(name));
    if (wrong !== undefined) throw messages.targetName(tenant, env, wrong);
  }
  for (const [id, [one, other]] of groupBy(found, ({ id }) => id.toLowerCase()))
    if (one !== undefined && other !== undefined)
      throw messages.targetTwice(id, nameOfTarget(one), nameOfTarget(other));
  return found;
}

/** How a target is named on the command line. */
export function nameOfTarget({ tenant, env }: Pick<Target, 'tenant' | 'env'>): string {
  return `${tenant}/${env}`;
}

/**
 * The targets that are meant, in the order of their rings. Emulators count only when nothing else is there, or when they are
 * named, or their ring is. Throws a `UsageError` for what there is not.
 */
export function chooseTargets(all: readonly ListedTarget[], choice: TargetChoice): ChosenTargets {
  const { rings, targets: named } = choice;
  const wanted = named === undefined ? undefined : new Set(named.map((name) => nameOfTarget(findTarget(all, name))));
  checkNames(all, choice);
  const isMeant = (target: ListedTarget): boolean =>
    (wanted === undefined || wanted.has(nameOfTarget(target))) &&
    (choice.tenant === undefined || choice.tenant === target.tenant) &&
    (choice.env === undefined || choice.env === target.env);
  const meant = all.filter(isMeant);
  const isWhole = wanted === undefined && choice.env === undefined && rings === undefined;
  const isReal = !isWhole || meant.every(({ isLocal }) => isLocal) ? () => true : (one: ListedTarget) => !one.isLocal;
  const { order, isOrderKnown } =
    rings === undefined ? ringOrder(meant.filter(isReal)) : { order: [...new Set(rings)], isOrderKnown: true };
  const targets = order.flatMap((ring) => meant.filter((one) => one.ring === ring && isReal(one)));
  if (meant.length === 0) throw messages.noTargetMeant();
  if (targets.length === 0) throw messages.noTargetInRings(order, [...new Set(meant.map(({ ring }) => ring))]);
  return { targets, order, isOrderKnown, left: meant.filter((one) => !targets.includes(one)) };
}

function checkNames(all: readonly ListedTarget[], { tenant, env }: TargetChoice): void {
  const tenants = [...new Set(all.map((one) => one.tenant))];
  const environments = [...new Set(all.map((one) => one.env))];
  if (tenant !== undefined && !tenants.includes(tenant)) throw messages.unknownTarget(tenant, tenants);
  if (env !== undefined && !environments.includes(env)) throw messages.unknownTarget(env, environments);
}

function findTarget(all: readonly ListedTarget[], name: string): ListedTarget {
  const found = all.find((one) => nameOfTarget(one) === name);
  if (found === undefined) throw messages.unknownTarget(name, all.map(nameOfTarget));
  return found;
}

/** The order of rings that nobody has said: as their names usually follow each other, those with production last. */
function ringOrder(targets: readonly ListedTarget[]): Pick<ChosenTargets, 'order' | 'isOrderKnown'> {
  const groups = groupBy(targets, ({ ring }) => ring);
  const ranked = [...groups].map(([ring, members]) => ({
    ring,
    rank: rankOf(
      ring,
      members.some(({ isProduction }) => isProduction),
    ),
  }));
  ranked.sort((a, b) => a.rank - b.rank || compareText(a.ring, b.ring));
  return {
    order: ranked.map(({ ring }) => ring),
    isOrderKnown: new Set(ranked.map(({ rank }) => rank)).size === ranked.length,
  };
}

function rankOf(ring: string, isProduction: boolean): number {
  const name = ring.toLowerCase();
  const usual = usualOrder.findIndex((names) => names.includes(name));
  if (usual >= 0) return usual;
  if (production.includes(name)) return usualOrder.length + 2;
  return usualOrder.length + (isProduction ? 1 : 0);
}

function targetOf(folder: string, env: string, root: Node | undefined, defaults: Node | undefined): ListedTarget {
  const tenant = basename(folder);
  const id = `${tenant}-${env}`;
  const valueOf = (field: string): string | undefined => {
    const found = fieldOf(root, field) ?? fieldOf(defaults, field);
    return found?.type === 'scalar' && typeof found.value === 'string' ? found.value : undefined;
  };
  const domain = valueOf('domain') ?? '';
  return {
    id,
    tenant,
    env,
    ring: ringOf(root) ?? env,
    plan_environment: `${id}-plan`,
    environment: id,
    folder,
    isLocal: domain === 'local',
    isProduction: valueOf('kind') === 'production',
    site: domain === 'local' || domain === '' ? `${tenant}/${env}` : bareDomain(domain),
    hasCredentials: fieldOf(root, 'credentials') !== undefined,
  };
}
