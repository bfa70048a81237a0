import { catalogOf } from '../../../src/catalog/catalog.ts';
import type { Change, Create, FieldChange, Update } from '../../../src/model/change.ts';
import type { Json } from '../../../src/model/json.ts';
import type { Plan } from '../../../src/model/plan.ts';
import type { Asked } from '../../../src/plan/agreement.ts';
import { resourceTypes } from '../../../src/resources/index.ts';

/** A field of a change. */
export const field = (path: string, before?: FieldChange['before'], after?: FieldChange['after']): FieldChange => ({
  path,
  ...(before === undefined ? {} : { before }),
  ...(after === undefined ? {} : { after }),
  as: 'value',
});

/** An update of a role. */
export const update = (address: string, ...fields: FieldChange[]): Update => ({
  action: 'update',
  address,
  type: 'roles',
  fields,
  fieldsToSend: fields.map(({ path }) => path),
});

/** A create of a role. */
export const create = (address: string, ...fields: FieldChange[]): Create => ({
  action: 'create',
  address,
  type: 'roles',
  fields,
});

/** A plan with these changes. */
export const planOf = (changes: Plan['changes'], more: Partial<Plan> = {}): Plan => ({
  tenant: 'acme',
  environment: 'prod',
  domain: 'acme.eu.auth0.com',
  changes,
  waves: [],
  requests: 1,
  unchanged: 3,
  ...more,
});

/** An update of two fields. */
export const walks = update('roles/Courier', field('description', 'Drives', 'Walks'), field('name', 'a', 'b'));

/** The types there are. */
export const catalog = catalogOf(resourceTypes);

/** What is agreed to, or asked for, without secrets. */
export const asked = (...changes: Change[]): Asked => ({ changes });

/** A field that is an array without order. */
export const set = (path: string, before: Json[] | undefined, after: Json[]): FieldChange => ({
  ...field(path, before, after),
  as: 'set',
});

/** A field that holds a secret. */
export const secret = (path: string): FieldChange => ({ ...field(path, '(secret)', '(secret)'), isSecret: true });
