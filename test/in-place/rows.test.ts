import { readToPull } from '../../src/session/read-to-pull.ts';
import { posix } from 'node:path';
import { expect, it } from 'vitest';
import { isWhole } from '../../src/in-place/apply.ts';
import { inPlace } from '../../src/in-place/in-place.ts';
import { nameOfMismatch } from '../../src/in-place/mismatches.ts';
import type { Project } from '../../src/goals.ts';
import { goalOfFiles } from '../../src/goals.ts';
import { plan } from '../../src/pipeline.ts';
import { allRows } from '../laws/rows.ts';
import { seed as base } from '../laws/seed.ts';
import { isLong, isOfPart } from '../support/long.ts';
import { withValue } from '../laws/bodies.ts';
import { applyOf, emulated, planOf, projectOf, textOf as textOfAll } from '../support/project.ts';
import type { Emulated, Files } from '../support/project.ts';
import { textOf, wrongLines } from './support/lines.ts';
import { changeOf, ways, mixed } from './support/row-changes.ts';
import type { RowChange } from './support/row-changes.ts';

const runs = isLong ? 500 : 6;
/** The numbers of the changes to be tried, by comma. */
const only = process.env['TENANTRY_CASE']?.split(',');

it(
  `brings ${runs} random single changes of all types into the files: exactly their lines differ, and the plan is what is left`,
  { timeout: 3_600_000 },
  async () => {
    const rows = await allRows();
    const wanted = mixed(
      rows.flatMap((row) => ways.map((way) => ({ row, way }))),
      base,
    );
    const wrong: string[] = [];
    let made = 0;
    for (let at = 0; made < runs && at < runs * 6; at += 1) {
      const next = wanted[at % wanted.length];
      const change = next && changeOf(next.row, next.way, (base % 1000) + at);
      if (change === undefined) continue;
      made += 1;
      const title = `${made}: ${change.row.title}, ${change.way} ${change.path.join('.')}`;
      if (only?.includes(String(made)) === false || !isOfPart(made)) continue;
      const problem = await check(change).catch((error: unknown) =>
        String(error instanceof Error ? error.stack : error),
      );
      if (problem !== undefined) wrong.push(`${title}\n${problem}`);
    }
    expect(wrong.join('\n\n')).toBe('');
    expect(made).toBe(runs);
  },
);

/** What is wrong with how a change comes into the files. */
async function check(change: RowChange): Promise<string | undefined> {
  const old = textOf(change.before);
  const before: Files = { tenant: old };
  const tenant = emulated({ buildMilliseconds: 0 });
  await applyOf(before, tenant);
  const ids = await idsOf(before, tenant);
  await applyOf(afterOf(change, ids), tenant);
  const open = (files: Files): Project => {
    const found = projectOf(files);
    return { ...found, sources: { ...found.sources, secrets: 'wanted' } };
  };
  const project = open(before);
  const { snapshot } = await readToPull(goalOfFiles(project, 'local'), tenant.connection);
  const filesWith = (texts: ReadonlyMap<string, string | undefined>): Files => {
    const named = [...texts].flatMap(([path, text]): [string, string][] =>
      text === undefined ? [] : [[posix.normalize(path).replace(/^test\//, ''), text]],
    );
    const { 'tenant.yaml': main, 'environments/local.yaml': environment, ...files } = Object.fromEntries(named);
    return { tenant: main ?? before.tenant, ...(environment === undefined ? {} : { environment }), files };
  };
  const { texts, found } = inPlace(
    {
      project,
      environment: 'local',
      snapshot,
      known: change.isKnown ? ids : new Map(),
      reload: (changed) => open(filesWith(changed)),
    },
    { as: 'shared', keywords: 'update', new: 'shared', gone: 'remove' },
  );
  const after = filesWith(texts);
  const planned = await plan(goalOfFiles(open(after), 'local'), tenant.connection);
  if (planned.plan === undefined) return textOfAll(planned.diagnostics);
  const left = found.filter((one) => !isWhole(one)).map(({ address, path }) => nameOfMismatch(address, path));
  const rest = planned.plan.changes.flatMap(({ address, action, fields }) =>
    action === 'update' ? fields.map(({ path }) => nameOfMismatch(address, path)) : [nameOfMismatch(address, '')],
  );
  if (rest.sort().join() !== left.sort().join()) return `the plan says ${rest.join()}, and the pull ${left.join()}`;
  const whys = found.flatMap(({ path, proposals }) =>
    proposals.flatMap((one) => (one.type === 'left' ? [`${path}: ${one.why}`] : [])),
  );
  // Nobody but its owner can say what a key is that the API does not return.
  const isSecret = whys.some((why) => why.endsWith('secrets are never written'));
  return whys.length === 0 || isSecret ? wrongLines(old, textIn(after), change) : `left: ${whys.join('; ')}`;
}

function textIn({ tenant }: Files): string {
  return typeof tenant === 'string' ? tenant : '';
}

/** The ids of what the files declare. */
async function idsOf(files: Files, tenant: Emulated): Promise<Map<string, string>> {
  const { live } = await planOf(files, tenant);
  return new Map(
    [...live.resources].flatMap(([address, { id }]) => (id === undefined ? [] : [[address, id] as const])),
  );
}

/** The files that say what is there after a change; what has another name has the id by which it is known. */
function afterOf({ row, way, after, path }: RowChange, ids: ReadonlyMap<string, string>): Files {
  if (way !== 'rename' || row.rename === undefined) return { tenant: after };
  const id = ids.get(row.address) ?? '';
  return { tenant: withValue(after, [...path.slice(0, -1), row.rename.id], id) };
}
