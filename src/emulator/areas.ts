import type { Area } from './area.ts';
import { apiArea } from './areas/apis.ts';
import { clientArea } from './areas/clients/clients.ts';
import { grantArea } from './areas/grants.ts';
import { roleArea } from './areas/roles.ts';
import { connectionArea } from './areas/connections/connections.ts';
import { organizationArea } from './areas/organizations/organizations.ts';
import { moduleArea } from './areas/actions/modules.ts';
import { actionArea } from './areas/actions/actions.ts';
import { flowArea } from './areas/flows.ts';
import { profileArea } from './areas/profiles.ts';
import { domainArea } from './areas/domains.ts';
import { brandingArea } from './areas/branding.ts';
import { phoneArea } from './areas/phones.ts';
import { keyArea } from './areas/keys.ts';
import { networkArea } from './areas/network.ts';
import { streamArea } from './areas/streams.ts';
import { emailArea } from './areas/emails.ts';
import { promptArea } from './areas/prompts/prompts.ts';
import { tenantArea } from './areas/tenant.ts';
import { protectionArea } from './areas/protection.ts';
import { groupArea } from './areas/groups.ts';
import { guardianArea } from './areas/guardian.ts';
import { logArea } from './areas/logs.ts';
import { userArea } from './areas/users.ts';
import { retiredArea } from './areas/retired.ts';
import { collectionRoutes } from './collection.ts';
import type { Route } from './route.ts';
import type { Additions, Constraints, Nullables } from './schema.ts';
import { singletonRoutes, type Singleton } from './singleton.ts';

/** THE TABLE: the subjects of the Management API. */
export const areas: readonly Area[] = [
  apiArea,
  clientArea,
  grantArea,
  roleArea,
  connectionArea,
  organizationArea,
  moduleArea,
  actionArea,
  flowArea,
  profileArea,
  domainArea,
  brandingArea,
  phoneArea,
  networkArea,
  keyArea,
  streamArea,
  emailArea,
  promptArea,
  tenantArea,
  protectionArea,
  guardianArea,
  groupArea,
  logArea,
  userArea,
  retiredArea,
];

/** Every object that always exists. */
export const singletons: readonly Singleton[] = areas.flatMap((area) => area.singletons ?? []);

/** Every operation. What the rows cannot express comes first, as its paths are more specific. */
export const routes: readonly Route[] = [
  ...areas.flatMap((area) => area.routes ?? []),
  ...singletons.flatMap((row) => singletonRoutes(row)),
  ...areas.flatMap((area) => area.collections ?? []).flatMap((row) => collectionRoutes(row)),
];

/** Types of bodies that the SDK does not have. */
export const types: Constraints = Object.fromEntries(areas.flatMap((area) => Object.entries(area.types ?? {})));

/** The SDK's request types that bodies are checked against, in order. */
export const requestTypes = (): string[] =>
  [...new Set(routes.flatMap(({ body }) => (body === undefined || body in types ? [] : [body])))].toSorted();

/** What the API checks beyond the SDK's types, by type. */
export const constraints: Constraints = Object.fromEntries(
  areas.flatMap((area) => Object.entries(area.constraints ?? {})),
);

/** The fields that the API takes null for, by type. */
export const nullables: Nullables = Object.fromEntries(areas.flatMap((area) => Object.entries(area.nullables ?? {})));

/** The fields that the API takes beyond those of the SDK's types, by type. */
export const additions: Additions = Object.fromEntries(areas.flatMap((area) => Object.entries(area.additions ?? {})));

/** What takes the place of types of the SDK. */
export const replacements: Constraints = Object.fromEntries(
  areas.flatMap((area) => Object.entries(area.replacements ?? {})),
);
