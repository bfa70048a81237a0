import assert from 'node:assert/strict';
import type { ResourceTypes } from '../../../src/catalog/resource-type.ts';
import { typeOf } from '../../../src/catalog/catalog.ts';
import { canonicalLive } from '../../../src/canonical/live.ts';
import { bothSides, compare } from '../../../src/compare/compare.ts';
import { goalOfFiles } from '../../../src/goals.ts';
import type { FilesGoal } from '../../../src/goals.ts';
import { hasErrors } from '../../../src/model/diagnostic.ts';
import type { Body, Json } from '../../../src/model/json.ts';
import { isBody, stableText } from '../../../src/model/json.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import { valueAt } from '../../../src/model/path.ts';
import { read } from '../../../src/read/read.ts';
import { projectOf, textOf } from '../../support/project.ts';
import type { Emulated } from '../../support/project.ts';
import { fullBodies, samples, withValue } from '../bodies.ts';
import type { Row } from '../row.ts';
import { applyAll, filesOf, freshTenant } from '../run.ts';
import type { Law } from './law.ts';

/** What the API answers for an optional field, nothing, an empty value or no such field, is valid in a file and plans nothing. */
export const answering: Law = async (row, resourceTypes) => {
  const [body = row.always] = samples(fullBodies(row), 1);
  const tenant = freshTenant();
  await applyAll(filesOf(row, body), tenant, resourceTypes);
  const goal = goalOf(row, body, resourceTypes);
  const answered = await snapshotOf(goal, tenant);
  for (const [said, blank] of Object.entries(blanks)) {
    let shown: Body = {};
    const rows = answered.rows.map((list) => ({
      ...list,
      rows: list.rows.map((one) => {
        if (!isAbout(row, goal, answered, list, one)) return one;
        shown = one;
        return blankFields(row, one, one, blank);
      }),
    }));
    const blanked = blankFields(row, body, shown, blank);
    const wanted = goalOf(row, blanked, resourceTypes);
    const { changes } = compare(wanted, bothSides(wanted, { ...answered, rows }), (all) => all);
    const told = changes.map(
      ({ action, address, fields }) => `${action} ${address} ${fields.map(({ path }) => path).join(', ')}`,
    );
    assert.deepEqual(told, [], `${said}: ${stableText(blanked)}`);
  }
};

const blanks: Record<string, (value: Json) => Json | undefined> = {
  null: () => null,
  empty: (value) => (typeof value === 'string' ? '' : Array.isArray(value) ? [] : isBody(value) ? {} : value),
  absent: () => undefined,
};

/** A body with all optional fields blank that the API shows under their own names, but for resources of their own. */
function blankFields(row: Row, body: Body, shown: Body, blank: (value: Json) => Json | undefined): Body {
  const optional = Object.keys(row.fields).filter((name) => {
    const path = name.split('.');
    const isChild = Object.keys(row.children ?? {}).some((place) => `${place}.`.startsWith(`${name}.`));
    const isOptional = valueAt(row.always, path) === undefined && row.immutable?.[name] === undefined;
    return !isChild && isOptional && valueAt(shown, path) !== undefined;
  });
  return optional.reduce((rest, name) => {
    const both = [name, row.older?.[name] ?? name].map((spelling) => spelling.split('.'));
    return both.reduce<Body>((left, path) => {
      const value = valueAt(left, path);
      return value === undefined ? left : withValue(left, path, blank(value));
    }, rest);
  }, body);
}

function goalOf(row: Row, body: Body, resourceTypes: ResourceTypes): FilesGoal {
  const goal = goalOfFiles(projectOf(filesOf(row, body), resourceTypes), 'local');
  assert.ok(!hasErrors(goal.diagnostics), `${textOf(goal.diagnostics)}\n${stableText(body)}`);
  return goal;
}

function snapshotOf({ target, desired }: FilesGoal, { connection }: Emulated): Promise<Snapshot> {
  return read(desired, target, { reader: connection.reader, ownClientId: connection.ownClientId });
}

/** Whether a row of a snapshot is the row's resource. */
function isAbout(
  row: Row,
  { target: { catalog } }: FilesGoal,
  snapshot: Snapshot,
  list: Snapshot['rows'][number],
  one: Body,
): boolean {
  if (typeOf(catalog, list.type).root.name !== row.type) return false;
  const alone = {
    ...snapshot,
    rows: snapshot.rows.map((other) => (other === list ? { ...list, rows: [one] } : other)),
  };
  return canonicalLive(alone, catalog).resources.get(row.address)?.type === list.type;
}
